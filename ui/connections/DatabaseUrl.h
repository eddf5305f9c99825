// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace tabletalk::ui {

/// The parts of a database's URL, as a form shows them. Passwords may hold any characters:
/// they are percent-encoded on the way out, and "@ # / ?" in a pasted URL are understood.
struct DatabaseUrl
{
    enum class Kind { SQLite, PostgreSQL };

    Kind kind = Kind::SQLite;
    QString file;
    QString host = QStringLiteral("localhost");
    int port = 5432;
    QString database;
    QString user;
    QString password;
    QString sslMode; ///< empty: the driver's own choice

    /// For the server.
    QString toUrl() const;
    /// For eyes: as toUrl, with the password as "***".
    QString toDisplay() const;
    /// Nothing for what is no URL of a kind we know. A plain path of a file is SQLite.
    static std::optional<DatabaseUrl> fromText(const QString &text);

    /// A name to start with: that of the file or the database.
    QString suggestedName() const;
    bool isComplete() const;

    friend bool operator==(const DatabaseUrl &, const DatabaseUrl &) = default;
};

} // namespace tabletalk::ui
