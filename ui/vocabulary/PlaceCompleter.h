// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QObject>
#include <QStringListModel>
#include <QTimer>

class QCompleter;
class QLineEdit;

namespace tabletalk::ui {

class Session;

/// Completes names of tables and columns in a line while they are typed. Asks the server
/// for a few that fit, so that a schema of any size costs the same. In a longer text, such
/// as a formula, the name under the cursor is completed.
class PlaceCompleter : public QObject
{
    Q_OBJECT

public:
    enum class Offers { Tables, Anything };

    /// The line owns this.
    PlaceCompleter(Session &session, ConnectionId connection, Offers offers, QLineEdit *line);

    const QStringListModel &suggestions() const { return m_suggestions; }

private:
    struct Piece
    {
        qsizetype begin = 0;
        qsizetype end = 0;
        QString text;
    };
    Piece pieceAtCursor() const;
    void ask();
    void offer(const QString &typed, const QStringList &names);
    void insert(const QString &name);

    Session &m_session;
    ConnectionId m_connection;
    Offers m_offers;
    QLineEdit *m_line;
    QCompleter *m_completer;
    QStringListModel m_suggestions;
    QTimer m_delay;
    int m_asked = 0;
};

} // namespace tabletalk::ui
