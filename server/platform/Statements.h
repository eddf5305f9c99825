// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <vector>

namespace tabletalk {

/// One statement of resources/sql, made ready for QtSql.
struct Statement
{
    QString name;                    ///< "accounts/find_user"
    QString sql;                     ///< without comments, ":name" replaced by "?"
    std::vector<QString> parameters; ///< the name of each "?", in order; "tenant" is bound by the scope
    bool usesTenant = false;         ///< binds :tenant, so it is run with a TenantScope
    QString platformReason;          ///< of a first line "-- platform: reason": run with a PlatformScope
};

/// The statements of one dialect, read once: sql/common/**.sql, each replaced by a file
/// of the same name below sql/<dialect>/ where that exists. A statement either uses :tenant
/// or says on its first line why it does not:
///     -- platform: sign-in finds the account by e-mail before there is a tenant
class Statements
{
public:
    /// root: the folder that holds common/ and the dialects.
    static Statements load(const QString &root, const QString &dialect);
    /// Those built into the program.
    static Statements builtIn(const QString &dialect);

    static Statement parse(const QString &name, const QString &text);

    const Statement *find(const QString &name) const;
    const QHash<QString, Statement> &all() const { return m_statements; }

private:
    QHash<QString, Statement> m_statements;
};

/// Splits a script at the semicolons that are not inside strings, names or comments.
std::vector<QString> splitScript(const QString &script);

} // namespace tabletalk
