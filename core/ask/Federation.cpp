// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Federation.h"

#include "core/ask/read/Lexicon.h"
#include "core/ask/read/QuestionReader.h"
#include "core/sql/Tokenizer.h"
#include "core/text/NameParts.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace tabletalk::ask {

namespace {

constexpr size_t longestName = 4;      ///< words of a table's or database's name
constexpr qsizetype shortestValue = 4; ///< characters; shorter values are in every database
constexpr qsizetype longestValue = 60;
constexpr size_t mostPartsSaid = 3;

QString translated(const char *text)
{
    return QCoreApplication::translate("Federation", text);
}

QString stemsOfName(const QString &name)
{
    QStringList stems;
    for (const QString &part : splitName(name))
        stems.append(stemOf(part));
    return stems.join(u' ');
}

/// Words that may name something: no numbers, signs and words of the language itself.
bool mayName(const Word &word)
{
    return word.kind == Word::Kind::Plain && !isStopWord(word.lower);
}

/// What the values of a column are: cities of a column "city", wards of "name" in "wards".
QString whatIsCalled(const ColumnValues &values)
{
    QString column = stemsOfName(values.column);
    for (const QStringView general : {u"name", u"title", u"label", u"code", u"type", u"kind"}) {
        if (column == stemOf(general))
            return stemsOfName(values.table);
    }
    return column;
}

struct Span
{
    size_t begin = 0;
    size_t end = 0;
    QString stems;
    QString text;
};

/// All runs of up to longestName words, longest first at each place.
std::vector<Span> spansOf(const Words &words)
{
    std::vector<Span> spans;
    for (size_t begin = 0; begin < words.size(); ++begin) {
        for (size_t length = std::min(longestName, words.size() - begin); length > 0; --length) {
            Span span{begin, begin + length, {}, {}};
            bool names = true;
            for (size_t i = begin; names && i < span.end; ++i) {
                names = mayName(words[i]);
                const QString gap = i > begin ? QStringLiteral(" ") : QString();
                span.stems += gap + stemOf(words[i].lower);
                span.text += gap + words[i].text;
            }
            if (names)
                spans.push_back(std::move(span));
        }
    }
    return spans;
}

bool knowsAll(const DatabaseWords &words, const QString &stems)
{
    const QStringList parts = stems.split(u' ');
    return std::ranges::all_of(parts, [&](const QString &stem) { return words.names(stem); });
}

bool isNamed(const NamedDatabase &database, const std::vector<Span> &spans)
{
    const QString stems = stemsOfName(database.name);
    return !stems.isEmpty() && std::ranges::any_of(spans, [&](const Span &span) { return span.stems == stems; });
}

/// Where another database knows a span that this one does not.
QString foreignTable(const Span &span, const DatabaseWords &here, const DatabaseWords &other)
{
    if (!here.tableOf(span.stems).isEmpty() || knowsAll(here, span.stems))
        return {};
    if (const QString table = other.tableOf(span.stems); !table.isEmpty())
        return table;
    const QString text = folded(span.text);
    if (text.size() < shortestValue || here.valueOf(text))
        return {};
    // "Osaka" is in many databases; a value only counts where the column is strange here as well.
    const auto value = other.valueOf(text);
    return value && !knowsAll(here, value->columnStems) ? value->table : QString();
}

QString quoted(const QString &words)
{
    return QString(u'“' + words + u'”');
}

QString countQuestion(const QString &words)
{
    return translated("How many %1 are there?").arg(words);
}

bool isUnused(const ForeignPart &part, const std::vector<QString> &unused)
{
    const QStringList words = part.words.split(u' ');
    return std::ranges::any_of(words, [&](const QString &word) {
        return std::ranges::any_of(unused,
                                   [&](const QString &each) { return each.compare(word, Qt::CaseInsensitive) == 0; });
    });
}

} // namespace

DatabaseWords::DatabaseWords(const Understanding &understanding)
{
    const auto &tables = understanding.schema.tables;
    for (size_t i = 0; i < std::min(tables.size(), mostTables); ++i)
        addTable(tables[i]);
    for (const ColumnValues &column : understanding.values) {
        const QString stems = whatIsCalled(column);
        for (const QString &value : column.values) {
            if (m_values.size() >= mostValues)
                return;
            if (value.size() >= shortestValue && value.size() <= longestValue)
                m_values.insert(folded(value), {column.table, stems});
        }
    }
}

void DatabaseWords::addTable(const Table &table)
{
    m_tables.insert(stemsOfName(table.name), table.name);
    m_spelled.insert(table.name.toLower(), table.name);
    const auto addStems = [this](const QString &name) {
        for (const QString &part : splitName(name))
            m_stems.insert(stemOf(part));
    };
    addStems(table.name);
    for (const Column &column : table.columns)
        addStems(column.name);
}

std::optional<DatabaseWords::ValuePlace> DatabaseWords::valueOf(const QString &foldedText) const
{
    const auto found = m_values.constFind(foldedText);
    return found == m_values.constEnd() ? std::nullopt : std::optional(*found);
}

QuestionParts questionParts(const QString &question, const NamedDatabase &here,
                            const std::vector<NamedDatabase> &others)
{
    QuestionParts parts;
    const Words words = readQuestion(question);
    const std::vector<Span> spans = spansOf(words);
    size_t taken = 0; // words before this one belong to a longer span
    for (const Span &span : spans) {
        if (span.begin < taken)
            continue;
        if (!here.words->tableOf(span.stems).isEmpty()) {
            parts.own.push_back(span.text);
            taken = span.end;
            continue;
        }
        std::optional<ForeignPart> best;
        for (const NamedDatabase &other : others) {
            const QString table = foreignTable(span, *here.words, *other.words);
            if (table.isEmpty())
                continue;
            const bool named = isNamed(other, spans);
            if (!best || (named && !best->databaseNamed))
                best = ForeignPart{&other, span.text, table, named};
        }
        if (best) {
            parts.foreign.push_back(*best);
            taken = span.end;
        }
    }
    return parts;
}

std::optional<Problem> refuseFederated(const QuestionParts &parts, const QString &question, const NamedDatabase &here,
                                       const std::optional<std::vector<QString>> &unused)
{
    std::vector<ForeignPart> needed;
    std::ranges::copy_if(parts.foreign, std::back_inserter(needed), [&](const ForeignPart &part) {
        return part.databaseNamed || !unused || isUnused(part, *unused);
    });
    if (needed.empty())
        return std::nullopt;
    if (needed.size() > mostPartsSaid)
        needed.resize(mostPartsSaid);

    QStringList where;
    Problem problem;
    for (const ForeignPart &part : needed)
        where.append(translated("%1 is in %2 (%3)").arg(quoted(part.words), part.database->name, part.table));
    if (parts.own.empty()) {
        problem = Problem::of(ProblemCode::FederatedQuestion,
                              translated("%1 does not have that: %2.").arg(here.name, where.join(u", ")),
                              translated("Ask the other database: each answer comes from one."));
        problem.choices.push_back({needed.front().database->id.toString(), needed.front().database->name, question});
        return problem;
    }
    const QString own = parts.own.front();
    where.prepend(translated("%1 is in %2").arg(quoted(own), here.name));
    problem =
        Problem::of(ProblemCode::FederatedQuestion,
                    translated("%1. An answer comes from one database; it cannot join two.").arg(where.join(u", ")),
                    translated("Ask each database by itself."));
    problem.choices.push_back({here.id.toString(), here.name, countQuestion(own)});
    for (const ForeignPart &part : needed)
        problem.choices.push_back({part.database->id.toString(), part.database->name, countQuestion(part.words)});
    return problem;
}

QString foreignTableHint(const QString &statement, Dialect dialect, const NamedDatabase &here,
                         const std::vector<NamedDatabase> &others)
{
    const auto tokens = sql::tokenize(statement, dialect);
    if (!tokens)
        return {};
    for (const sql::Token &token : *tokens) {
        const bool isName = token.kind == sql::TokenKind::Word || token.kind == sql::TokenKind::QuotedName;
        if (!isName || !here.words->tableSpelled(token.text).isEmpty())
            continue;
        for (const NamedDatabase &other : others) {
            const QString table = other.words->tableSpelled(token.text);
            if (!table.isEmpty())
                return translated("There is no table %1 here; the database %2 has one.").arg(table, other.name);
        }
    }
    return {};
}

} // namespace tabletalk::ask
