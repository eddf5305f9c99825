// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <vector>

namespace tabletalk {

/// How an engine takes values: "?" each in its order, or "$1" by number, where a name that
/// stands twice has one number.
enum class Placeholders { InOrder, Numbered };

/// One statement of resources/sql, made ready for its engine.
struct Statement
{
    QString name;                    ///< "accounts/find_user"
    QString sql;                     ///< without comments, ":name" replaced by a placeholder
    std::vector<QString> parameters; ///< the name of each placeholder; "tenant" is bound by the scope
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

    static Statement parse(const QString &name, const QString &text, Placeholders style = Placeholders::InOrder);

    const Statement *find(const QString &name) const;
    const QHash<QString, Statement> &all() const { return m_statements; }

private:
    QHash<QString, Statement> m_statements;
};

/// Replaces words outside of strings, names and comments; what is not in the list stays.
QString replaceWords(const QString &sql, const std::vector<std::pair<QString, QString>> &replacements);

/// The text with each "?" outside of them as "$1", "$2" and so on.
QString numberPlaceholders(const QString &sql);

/// Splits a script at the semicolons that are not inside strings, names or comments.
std::vector<QString> splitScript(const QString &script);

} // namespace tabletalk
