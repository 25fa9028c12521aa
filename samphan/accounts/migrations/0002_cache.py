"""The table in which sign-in counts failed attempts (Django's database cache, made with the other tables)."""

from django.db import migrations

CREATE = """
create table accounts_cache (
  cache_key varchar(255) primary key, value text not null, expires timestamp with time zone not null);
create index accounts_cache_expires on accounts_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, "drop table accounts_cache")]
