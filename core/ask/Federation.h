// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Problem.h"
#include "core/schema/Schema.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace tabletalk::ask {

/// The words by which a database can be told from others of its workspace: what its tables
/// and columns are called, and the values of its data. Bounded, immutable, shared by threads.
class DatabaseWords
{
public:
    static constexpr size_t mostTables = 5'000;
    static constexpr qsizetype mostValues = 20'000;

    explicit DatabaseWords(const Understanding &understanding);

    /// The table of exactly that name in stems ("order item"); empty when there is none.
    QString tableOf(const QString &stems) const { return m_tables.value(stems); }
    /// The table that is spelled so, whatever the case; empty when there is none.
    QString tableSpelled(const QString &name) const { return m_spelled.value(name.toLower()); }
    /// A table or column has this stem in its name.
    bool names(const QString &stem) const { return m_stems.contains(stem); }
    /// "wards.name" for a value that stands in the data, with the stems of that place.
    struct ValuePlace
    {
        QString table;
        QString columnStems;
    };
    std::optional<ValuePlace> valueOf(const QString &foldedText) const;

private:
    void addTable(const Table &table);

    QHash<QString, QString> m_tables;
    QHash<QString, QString> m_spelled;
    QSet<QString> m_stems;
    QHash<QString, ValuePlace> m_values;
};

struct NamedDatabase
{
    ConnectionId id;
    QString name;
    std::shared_ptr<const DatabaseWords> words;
};

/// Words of a question that only another database of the workspace knows.
struct ForeignPart
{
    const NamedDatabase *database = nullptr;
    QString words;              ///< as asked
    QString table;              ///< where they are known
    bool databaseNamed = false; ///< the question names that database too
};

/// A question, as far as it speaks of tables by their names.
struct QuestionParts
{
    std::vector<QString> own; ///< words that name tables of the database that is asked
    std::vector<ForeignPart> foreign;
};

/// Looks for words that name a table or a value of another database and nothing of this one.
/// Quick; most questions have none. `others` must outlive the result.
QuestionParts questionParts(const QString &question, const NamedDatabase &here,
                            const std::vector<NamedDatabase> &others);

/// Refuses a question that needs what only another database has. `unused`: the words that
/// play no part in the best query of the database that is asked, nothing when it has no
/// query at all. A word that it could use after all is left to it, unless the question names
/// the other database.
std::optional<Problem> refuseFederated(const QuestionParts &parts, const QString &question, const NamedDatabase &here,
                                       const std::optional<std::vector<QString>> &unused);

/// "There is no table patients here; the database Hospital has one." for a statement that
/// failed; empty when no other database explains it.
QString foreignTableHint(const QString &statement, Dialect dialect, const NamedDatabase &here,
                         const std::vector<NamedDatabase> &others);

} // namespace tabletalk::ask
