// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connect/KindDialect.h"

#include "core/connect/ConnectionUrl.h"

namespace tabletalk {

Dialect dialectOfKind(QStringView kindName)
{
    ConnectionUrl url;
    for (const ConnectionKind kind :
         {ConnectionKind::PostgreSql, ConnectionKind::MySql, ConnectionKind::SqlServer, ConnectionKind::Odbc}) {
        url.kind = kind;
        if (url.kindName() == kindName)
            return url.dialect();
    }
    return Dialect::SQLite;
}

} // namespace tabletalk
