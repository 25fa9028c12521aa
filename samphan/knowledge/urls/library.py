"""Addresses of case studies, of the library, of areas, of news and of what is public."""

from django.urls import path

from samphan.knowledge.views import areas, case_papers, cases, library, news

urlpatterns = [
    path("library/", library.library, name="library"),
    path("library/export/", library.export, name="library_export"),
    path("library/new/", cases.begin, name="case_new"),
    path("library/elsewhere/", cases.add_elsewhere, name="case_elsewhere"),
    path("library/<int:pk>/", cases.case, name="case"),
    path("library/<int:pk>/change/", cases.change, name="case_change"),
    path("library/<int:pk>/parts/<slug:code>/", cases.section, name="case_section"),
    path("library/<int:pk>/pictures/", cases.pictures, name="case_pictures"),
    path("library/<int:pk>/pictures/<int:part>/", cases.picture, name="case_picture"),
    path("library/<int:pk>/steps/<slug:step>/", cases.step, name="case_step"),
    path("library/<int:pk>/publish/", cases.publish, name="case_publish"),
    path("library/<int:pk>/return/", cases.give_back, name="case_return"),
    path("library/<int:pk>/paper/", case_papers.ask, name="case_paper"),
    path("library/papers/<int:pk>/progress/", case_papers.progress, name="case_paper_progress"),
    path("library/papers/<int:pk>/<slug:kind>/", case_papers.download, name="case_paper_file"),
    path("projects/<int:pk>/cases/", cases.project_cases, name="project_cases"),
    path("projects/<int:pk>/cases/make/", cases.make, name="case_make"),
    path("area/", areas.area, name="area"),
    path("area/export/", areas.export, name="area_export"),
    path("news/", news.news, name="news"),
    path("news/export/", news.export, name="news_export"),
    path("news/new/", news.write, name="news_new"),
    path("news/<int:pk>/", news.news_item, name="news_item"),
    path("news/<int:pk>/change/", news.write, name="news_change"),
    path("news/<int:pk>/publish/", news.publish, name="news_publish"),
    path("news/<int:pk>/take-off/", news.take_off, name="news_take_off"),
    path("news/<int:pk>/picture/", news.picture, name="news_picture"),
    path("public/", news.what_is_public, name="what_is_public"),
    path("public/preview/", news.preview, name="preview"),
    path("public/events/", news.shown_events, name="shown_events"),
]
