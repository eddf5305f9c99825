// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/KeyInference.h"

#include "core/schema/ColumnWords.h"
#include "core/schema/CompositeKeys.h"
#include "core/schema/KeyTargets.h"
#include "core/schema/SecretColumns.h"
#include "core/schema/ValueInclusion.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr double leastConfidence = 0.72;
constexpr double mostConfidence = 0.99;
constexpr double clearLead = 0.03;
constexpr double samePartBonus = 0.06;
constexpr size_t mostPartWords = 2;
constexpr double droppedWordCost = 0.07; ///< "home" of home_team_id
constexpr double mostDroppedCost = 0.14;
constexpr qsizetype shortestWord = 4;
constexpr size_t mostDroppedWords = 4;

bool isOneOf(QStringView word, std::initializer_list<QStringView> words)
{
    return std::ranges::find(words, word) != words.end();
}

/// What people are called in columns, and what their tables may be called instead.
struct PartPlayed
{
    QStringView part;
    std::vector<QStringView> tables; ///< the likeliest first
};

const std::vector<PartPlayed> &partsPlayed()
{
    static const std::vector<PartPlayed> parts = {
        {u"manager", {u"employee", u"staff", u"worker", u"person", u"user"}},
        {u"supervisor", {u"employee", u"staff", u"worker", u"person", u"user"}},
        {u"boss", {u"employee", u"staff", u"worker", u"person"}},
        {u"inspector", {u"employee", u"staff", u"worker", u"person", u"user"}},
        {u"technician", {u"employee", u"staff", u"worker", u"person", u"user"}},
        {u"operator", {u"employee", u"staff", u"worker", u"person", u"user"}},
        {u"salesperson", {u"employee", u"staff", u"person", u"user"}},
        {u"seller", {u"employee", u"staff", u"person", u"user", u"supplier"}},
        {u"representative", {u"employee", u"staff", u"person", u"user"}},
        {u"rep", {u"employee", u"staff", u"person", u"user"}},
        {u"agent", {u"employee", u"staff", u"person", u"user"}},
        {u"assignee", {u"employee", u"staff", u"user", u"person"}},
        {u"approver", {u"employee", u"staff", u"user", u"person"}},
        {u"creator", {u"user", u"employee", u"staff", u"person"}},
        {u"owner", {u"user", u"employee", u"staff", u"person", u"customer"}},
        {u"author", {u"user", u"person", u"employee", u"member"}},
        {u"advisor", {u"instructor", u"faculty", u"professor", u"teacher", u"lecturer", u"employee", u"staff"}},
        {u"lecturer", {u"instructor", u"faculty", u"professor", u"teacher", u"employee", u"staff"}},
        {u"teacher", {u"instructor", u"faculty", u"professor", u"employee", u"staff"}},
        {u"surgeon", {u"doctor", u"physician", u"employee", u"staff"}},
        {u"physician", {u"doctor", u"employee", u"staff"}},
        {u"doctor", {u"physician", u"employee", u"staff"}},
        {u"buyer", {u"customer", u"client", u"user", u"person", u"employee"}},
        {u"client", {u"customer", u"person"}},
        {u"customer", {u"client", u"person"}},
        {u"vendor", {u"supplier"}},
        {u"sender", {u"user", u"person", u"customer", u"account"}},
        {u"receiver", {u"user", u"person", u"customer", u"account"}},
        {u"recipient", {u"user", u"person", u"customer"}},
        {u"origin", {u"airport", u"station", u"location", u"city", u"warehouse"}},
        {u"destination", {u"airport", u"station", u"location", u"city", u"warehouse"}},
        {u"source", {u"airport", u"station", u"location", u"account", u"node", u"warehouse"}},
    };
    return parts;
}

/// What was done by someone: created_by, approved_by_id, reports_to.
bool endsInAgent(const std::vector<QString> &words)
{
    return words.size() == 2
           && (words[1] == u"by" || (words[1] == u"to" && isOneOf(words[0], {u"report", u"assigned"})));
}

struct Finding
{
    int table = -1;
    int column = -1;
    double confidence = 0;
};

class Search
{
public:
    Search(const Schema &schema, const std::vector<ColumnValues> &values)
        : m_schema(schema)
        , m_targets(schema)
        , m_inclusion(values)
    {}

    /// The key that a column refers to; table -1 when none is clear.
    Finding find(int table, int column);

    std::vector<ForeignKey> findComposites(int table);

    /// For the second half of a table that relates rows of one table with each other
    /// (course_id, prerequisite_id): what the first half refers to.
    Finding findOtherHalf(int table, int column);

private:
    void consider(Finding candidate);
    void considerCore(int table, int column, const ReferenceName &name);
    void considerSamePart(int table, int column, const ReferenceName &name);
    void considerPart(int table, int column, const ReferenceName &name);
    void considerOwnTable(int table, int column, const ReferenceName &name);
    double scoreOf(int table, int column, const ReferenceName &name, const KeyTarget &target, size_t dropped);
    Inclusion inclusion(int table, int column, const KeyTarget &target);
    bool isOwnKey(int table, int column) const { return m_targets.keyOf(table) == column; }

    const Schema &m_schema;
    KeyTargets m_targets;
    ValueInclusion m_inclusion;
    Finding m_best;
    double m_second = 0;
};

QString joined(const std::vector<QString> &words, size_t from)
{
    QString text;
    for (size_t i = from; i < words.size(); ++i) {
        if (!text.isEmpty())
            text += u' ';
        text += words[i];
    }
    return text;
}

void Search::consider(Finding candidate)
{
    if (candidate.table == m_best.table) {
        if (candidate.confidence > m_best.confidence)
            m_best = candidate;
    } else if (candidate.confidence > m_best.confidence) {
        m_second = m_best.confidence;
        m_best = candidate;
    } else {
        m_second = std::max(m_second, candidate.confidence);
    }
}

Inclusion Search::inclusion(int table, int column, const KeyTarget &target)
{
    const Table &from = m_schema.tables[size_t(table)];
    const Table &to = m_schema.tables[size_t(target.table)];
    return m_inclusion.of(from, from.columns[size_t(column)], to, to.columns[size_t(target.column)]);
}

/// Words that were not told apart, as in "alid" and "dno".
bool endsLikeKey(const QString &word)
{
    return word.endsWith(u"id") || word.endsWith(u"no") || word.endsWith(u"key");
}

/// "home_team" and "preferred_genre" without a mark: one word before the very name of a table,
/// every value among its keys, and nothing that is counted ("max_student").
bool isPlayedBy(const ReferenceName &name, const KeyTarget &target, Inclusion values)
{
    const bool counted = isOneOf(name.core.front(), {u"maximum", u"minimum", u"number", u"total", u"average", u"count",
                                                     u"sum", u"no", u"per", u"each", u"last", u"first"});
    return values == Inclusion::Contained && target.byTable && target.nameScore == 1 && name.core.size() == 2
           && !counted;
}

/// How surely the column refers to the target; 0 when the data or the mark speak against it.
double Search::scoreOf(int table, int column, const ReferenceName &name, const KeyTarget &target, size_t dropped)
{
    if (target.table == table && target.column == column)
        return 0;
    double score = 0.9 * target.nameScore - std::min(droppedWordCost * double(dropped), mostDroppedCost);
    const auto general = [](const QString &mark) {
        return isOneOf(mark, {u"id", u"key", u"fk", u"pk", u"uuid", u"guid", u"ref", u"reference", u"identifier"});
    };
    const bool marked = !name.mark.isEmpty();
    if (name.words == target.name.words)
        score += 0.06;
    else if (marked && (name.mark == target.name.mark || (general(name.mark) && general(target.name.mark))))
        score += 0.03;
    else if (marked && !(general(name.mark) && target.name.mark.isEmpty()))
        return 0;

    const Inclusion values = inclusion(table, column, target);
    if (values == Inclusion::Contradicted)
        return 0;
    // What is no key of its table is referred to by texts that are all there.
    if (target.other && (values < Inclusion::Contained || dropped > 0))
        return 0;
    if (!marked && dropped > 0 && !isPlayedBy(name, target, values))
        return 0;
    // Of secret values none was kept to be compared.
    const bool hidden = values == Inclusion::Unknown && target.byTable && target.nameScore == 1
                        && looksSecret(m_schema.tables[size_t(target.table)].columns[size_t(target.column)].name);
    if (!marked && values < Inclusion::Plausible && !hidden)
        return 0;
    if (!marked && !target.byTable && !hidden && values < Inclusion::Contained && !endsLikeKey(name.words.back()))
        return 0;
    if (!marked)
        score -= 0.1;
    if (values == Inclusion::Unknown)
        score -= 0.08;
    if (values == Inclusion::Contained)
        score += 0.08;
    if (m_schema.tables[size_t(table)].schema == m_schema.tables[size_t(target.table)].schema)
        score += 0.015;
    return score;
}

/// Tables that the name itself speaks of, whole or without its first words.
void Search::considerCore(int table, int column, const ReferenceName &name)
{
    for (size_t dropped = 0; dropped < name.core.size() && dropped <= mostDroppedWords; ++dropped) {
        for (const KeyTarget &target : m_targets.calledBy(joined(name.core, dropped))) {
            // A key that is also a reference is one only to a table of that very name.
            const bool fits = !isOwnKey(table, column) || (target.byTable && dropped == 0 && target.nameScore == 1);
            if (fits)
                consider({target.table, target.column, scoreOf(table, column, name, target, dropped)});
        }
    }
}

/// "customer_id" of "m5_orders" speaks of "m5_customers" where there is one: what tables of one
/// part of a large schema have in common stands before their names.
void Search::considerSamePart(int table, int column, const ReferenceName &name)
{
    if (name.core.empty() || name.mark.isEmpty() || isOwnKey(table, column))
        return;
    const std::vector<QString> own = nameWords(m_schema.tables[size_t(table)].name);
    for (size_t words = 1; words <= mostPartWords && words < own.size(); ++words) {
        std::vector<QString> called(own.begin(), own.begin() + qptrdiff(words));
        called.insert(called.end(), name.core.begin(), name.core.end());
        for (const KeyTarget &target : m_targets.calledBy(joined(called, 0))) {
            const bool exact = target.byTable && target.nameScore == 1 && target.table != table && !target.other;
            const double score = exact ? scoreOf(table, column, name, target, 0) : 0;
            if (score > 0)
                consider({target.table, target.column, score + samePartBonus});
        }
    }
}

/// Tables of the people, places and so on that play the part the name speaks of.
void Search::considerPart(int table, int column, const ReferenceName &name)
{
    std::vector<QStringView> tables;
    if (endsInAgent(name.core)) {
        tables = {u"employee", u"staff", u"user", u"person"};
    } else if (!name.mark.isEmpty() && !name.core.empty()) {
        for (const PartPlayed &played : partsPlayed()) {
            if (played.part == name.core.back())
                tables = played.tables;
        }
    }
    for (const QStringView called : tables) {
        const std::span<const KeyTarget> targets = m_targets.calledBy(called.toString());
        const auto exact =
            std::ranges::find_if(targets, [](const KeyTarget &t) { return t.byTable && t.nameScore == 1 && !t.other; });
        if (exact == targets.end())
            continue;
        const Inclusion values = inclusion(table, column, *exact);
        if (values >= Inclusion::Plausible)
            consider({exact->table, exact->column, values == Inclusion::Contained ? 0.85 : 0.78});
        return;
    }
}

/// parent_id, previous_order_id and the like stay in their table.
void Search::considerOwnTable(int table, int column, const ReferenceName &name)
{
    const int key = m_targets.keyOf(table);
    if (key < 0 || key == column || name.core.empty() || name.mark.isEmpty())
        return;
    if (!isOneOf(name.core.front(),
                 {u"parent", u"previous", u"next", u"predecessor", u"successor", u"original", u"root"}))
        return;
    const std::span<const KeyTarget> same = m_targets.calledBy(joined(name.core, 1));
    if (name.core.size() > 1 && std::ranges::none_of(same, [&](const KeyTarget &t) { return t.table == table; }))
        return;
    const Inclusion values = inclusion(table, column, {table, key, {}, 1, true});
    if (values >= Inclusion::Plausible)
        consider({table, key, values == Inclusion::Contained ? 0.95 : 0.88});
}

Finding Search::find(int table, int column)
{
    m_best = {};
    m_second = 0;
    const ReferenceName name = ReferenceName::of(m_schema.tables[size_t(table)].columns[size_t(column)].name);
    considerOwnTable(table, column, name);
    considerCore(table, column, name);
    considerSamePart(table, column, name);
    if (m_best.confidence < leastConfidence && !isOwnKey(table, column)) {
        m_best = {};
        m_second = 0;
        considerPart(table, column, name);
    }
    if (m_best.confidence < leastConfidence || m_best.confidence - m_second < clearLead)
        return {};
    m_best.confidence = std::min(m_best.confidence, mostConfidence);
    return m_best;
}

std::vector<ForeignKey> Search::findComposites(int table)
{
    const auto refers = [&](int t, int column) { return find(t, column).table >= 0; };
    return compositeKeys(m_schema, table, m_targets, m_inclusion, refers);
}

Finding Search::findOtherHalf(int t, int column)
{
    const Table &table = m_schema.tables[size_t(t)];
    const ReferenceName name = ReferenceName::of(table.columns[size_t(column)].name);
    if (table.primaryKey.size() != 2 || name.mark.isEmpty() || name.mark == u"number" || name.core.empty()
        || std::ranges::find(table.primaryKey, table.columns[size_t(column)].name) == table.primaryKey.end())
        return {};
    // "round_id" of rounds numbers them, and what is too short to be a word may be anything.
    if (name.core.back().size() < shortestWord || name.core == nameWords(table.name))
        return {};
    for (const ForeignKey &key : table.foreignKeys) {
        if (key.columns.size() != 1
            || std::ranges::find(table.primaryKey, key.columns.front()) == table.primaryKey.end())
            continue;
        for (const KeyTarget &target : m_targets.calledBy(joined(ReferenceName::of(key.columns.front()).core, 0))) {
            const Table &to = m_schema.tables[size_t(target.table)];
            if (to.name == key.referencedTable && to.schema == key.referencedSchema
                && inclusion(t, column, target) >= Inclusion::Plausible)
                return {target.table, target.column, 0.78};
        }
    }
    return {};
}

ForeignKey keyFor(const Schema &schema, const Column &column, const Finding &finding)
{
    const Table &target = schema.tables[size_t(finding.table)];
    ForeignKey key;
    key.columns = {column.name};
    key.referencedSchema = target.schema;
    key.referencedTable = target.name;
    key.referencedColumns = {target.columns[size_t(finding.column)].name};
    key.origin = KeyOrigin::Inferred;
    key.confidence = finding.confidence;
    return key;
}

} // namespace

void inferForeignKeys(Schema &schema, const std::vector<ColumnValues> &values)
{
    for (Table &table : schema.tables)
        std::erase_if(table.foreignKeys, [](const ForeignKey &key) { return key.origin == KeyOrigin::Inferred; });
    Search search(schema, values);
    const auto addAll = [&](Finding (Search::*find)(int, int)) {
        for (int t = 0; t < int(schema.tables.size()); ++t) {
            Table &table = schema.tables[size_t(t)];
            for (int c = 0; c < int(table.columns.size()); ++c) {
                const Column &column = table.columns[size_t(c)];
                if (!mayRefer(table, column))
                    continue;
                if (const Finding finding = (search.*find)(t, c); finding.table >= 0)
                    table.foreignKeys.push_back(keyFor(schema, column, finding));
            }
        }
    };
    // Composite keys come first: what belongs to one is no key by itself.
    for (int t = 0; t < int(schema.tables.size()); ++t) {
        for (ForeignKey &key : search.findComposites(t))
            schema.tables[size_t(t)].foreignKeys.push_back(std::move(key));
    }
    addAll(&Search::find);
    addAll(&Search::findOtherHalf);
}

} // namespace tabletalk
