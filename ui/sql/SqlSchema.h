// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/Session.h"
#include "ui/sql/SqlNames.h"

#include <QHash>
#include <QSet>

namespace tabletalk::ui {

/// The names of the tables and columns of databases, for whoever writes a statement. Asked for
/// when they are first wanted and then kept: of a small database everything at once, of a large
/// one its tables, and the columns of those tables that a statement names.
class SqlSchema : public QObject
{
    Q_OBJECT

public:
    static constexpr int smallDatabase = 60; ///< tables
    static constexpr int mostTables = 2000;
    static constexpr int mostDatabases = 8;

    explicit SqlSchema(Session &session, QObject *parent = nullptr);

    /// What is known by now; asks for the rest. Of somebody who may not see the schema it stays empty.
    const SqlNames &names(ConnectionId database, Dialect dialect);
    /// Asks for the columns of tables where they are not known.
    void wantColumns(ConnectionId database, const std::vector<std::pair<QString, QString>> &schemasAndTables);
    /// It was read again.
    void forget(ConnectionId database);
    void clear();

Q_SIGNALS:
    void changed(tabletalk::ConnectionId database);

private:
    struct Known
    {
        SqlNames names;
        QSet<QString> asked; ///< tables whose columns were asked for
        quint64 usedAt = 0;
    };
    void fetch(ConnectionId database, bool columns);

    Session &m_session;
    QHash<ConnectionId, Known> m_known;
    quint64 m_uses = 0;
};

} // namespace tabletalk::ui
