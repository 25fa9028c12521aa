"""Addresses of preparing an event: tasks, budget, rooms, speakers, versions of the programme, groups, series."""

from django.urls import path

from samphan.events.views import agenda_versions, allocation, budget, preparing, series, team_tasks

urlpatterns = [
    path("<int:pk>/tasks/", team_tasks.tasks, name="tasks"),
    path("<int:pk>/tasks/export/", team_tasks.tasks_export, name="tasks_export"),
    path("<int:pk>/tasks/new/", team_tasks.write_task, name="add_task"),
    path("<int:pk>/tasks/template/", team_tasks.take_template, name="take_template"),
    path("<int:pk>/tasks/<int:part>/", team_tasks.write_task, name="change_task"),
    path("<int:pk>/tasks/<int:part>/drop/", team_tasks.drop_task, name="drop_task"),
    path("<int:pk>/tasks/<int:part>/<slug:act>/now/", team_tasks.advance_task, name="advance_task"),
    path("<int:pk>/hosts/people/", preparing.team_people, name="team_people"),
    path("<int:pk>/hosts/people/export/", preparing.team_people_export, name="team_people_export"),
    path("<int:pk>/rooms/", preparing.rooms, name="rooms"),
    path("<int:pk>/rooms/list/", preparing.write_rooms, name="write_rooms"),
    path("<int:pk>/rooms/export/", preparing.rooms_export, name="rooms_export"),
    path("<int:pk>/programme/roles/", preparing.agenda_roles, name="agenda_roles"),
    path("<int:pk>/programme/export/", preparing.agenda_export, name="agenda_export"),
    path("<int:pk>/programme/publish/", agenda_versions.publish, name="publish_agenda"),
    path("<int:pk>/programme/versions/<int:number>/", agenda_versions.version, name="agenda_version"),
    path(
        "<int:pk>/programme/versions/<int:number>/concerned/",
        agenda_versions.concerned_export,
        name="agenda_concerned",
    ),
    path("<int:pk>/programme/versions/<int:number>/show/", agenda_versions.show, name="show_agenda"),
    path("<int:pk>/budget/", budget.budget, name="budget"),
    path("<int:pk>/budget/list/", budget.write_budget, name="write_budget"),
    path("<int:pk>/budget/export/", budget.budget_export, name="budget_export"),
    path("<int:pk>/budget/<int:part>/documents/", budget.budget_documents, name="budget_documents"),
    path("<int:pk>/groups/", allocation.groups, name="allocation"),
    path("<int:pk>/groups/undo/", allocation.undo, name="undo_allocation"),
    path("<int:pk>/groups/export/", allocation.export, name="allocation_export"),
    path("<int:pk>/series/", series.series, name="series"),
    path("<int:pk>/series/change/", series.write_series, name="write_series"),
    path("<int:pk>/series/leave/", series.leave_series, name="leave_series"),
    path("<int:pk>/series/export/", series.series_export, name="series_export"),
    path("<int:pk>/series/next/", series.clone, name="clone"),
]
