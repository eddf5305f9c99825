// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ExampleQuestions.h"

#include "core/schema/TableOutline.h"
#include "core/sql/Query.h"
#include "core/sql/QueryPrinter.h"
#include "core/text/NameParts.h"

#include <QDate>
#include <QSet>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t tablesConsidered = 12;
constexpr size_t mostOfOneKind = 4;
constexpr qsizetype longestValue = 40;
constexpr qint64 topCount = 5;
constexpr qint64 fewCount = 3;

using sql::Aggregate;
using sql::ExpressionPtr;

/// A table and one that it has a key to.
struct Link
{
    const TableOutline *from = nullptr;
    const TableOutline *to = nullptr;
    const ForeignKey *key = nullptr;
};

/// Makes the questions of one schema, kind by kind.
class Maker
{
public:
    explicit Maker(const Schema &schema);

    std::vector<QuestionExample> make();

private:
    void countRows(const TableOutline &t);
    void countByCategory(const TableOutline &t);
    void countByYear(const TableOutline &t);
    void countInYear(const TableOutline &t);
    void averageByCategory(const TableOutline &t);
    void totalByCategory(const TableOutline &t);
    void topRows(const TableOutline &t);
    void countValue(const TableOutline &t);
    void busiestParents(const Link &link);
    void totalByParent(const Link &link);
    void parentsWithout(const Link &link);

    enum Kind {
        Count,
        ByCategory,
        Busiest,
        TotalByParent,
        InYear,
        Average,
        Top,
        Value,
        Total,
        Without,
        ByYear,
        KindCount
    };
    void add(Kind kind, const QString &question, const sql::Select &select);

    sql::Source source(const Table &table, ExpressionPtr on = {}) const;
    sql::Select grouped(const TableOutline &t, const Column &by, ExpressionPtr value) const;
    sql::Select joined(const Link &link) const;
    void groupByParent(sql::Select &select, const TableOutline &parent, ExpressionPtr value) const;

    const Schema &m_schema;
    std::vector<TableOutline> m_outlines;
    std::vector<const TableOutline *> m_ranked; ///< the most important first
    std::vector<Link> m_links;
    std::vector<QuestionExample> m_made[KindCount];
};

/// A column's name as it is said of its table: "status" of order_status, in orders.
QString said(const Column &column)
{
    return humanName(column.name);
}

/// One of what it holds: "special feature" for special_features.
QString saidOne(const Column &column)
{
    QStringList words = said(column).split(u' ');
    words.last() = singular(words.last());
    return words.join(u' ');
}

/// The same where "total" or "average" stands before it.
QString summed(const Column &column)
{
    QString words = said(column);
    if (words.startsWith(u"total "_s))
        words.remove(0, 6);
    return words;
}

/// "were launched" for launched_on; else "were there".
QString happened(const Column &date)
{
    const QString words = said(date);
    const qsizetype space = words.indexOf(u' ');
    if (words.startsWith(u"hire "))
        return u"were hired"_s;
    const bool done = words.left(space).endsWith(u"ed") && (words.endsWith(u" on") || words.endsWith(u" at"));
    return done ? QString(u"were "_s + words.left(space)) : u"were there"_s;
}

/// Whether no other key leads to the same table: of an order's two addresses "addresses without
/// orders" would mean either.
bool isOnlyOne(const Table &table, const ForeignKey &key)
{
    return std::ranges::count_if(table.foreignKeys,
                                 [&](const ForeignKey &other) {
                                     return other.referencedTable == key.referencedTable
                                            && other.referencedSchema == key.referencedSchema;
                                 })
           == 1;
}

/// How many are asked for with "which ... have the most": no more than there are to choose
/// from, and nothing where that is no choice.
qint64 mostOf(const Link &link)
{
    const Column *column = link.from->table->column(link.key->columns.front());
    const qint64 there = column ? column->profile.distinctCount.value_or(link.to->table->rowCount.value_or(0)) : 0;
    return there > topCount ? topCount : there > fewCount ? fewCount : 0;
}

/// The last year that the data covers from its first day to its last, if any.
std::optional<int> lastWholeYear(const Column &date)
{
    const QDate first = QDate::fromString(date.profile.minimum.value_or(QString()).left(10), Qt::ISODate);
    const QDate last = QDate::fromString(date.profile.maximum.value_or(QString()).left(10), Qt::ISODate);
    if (!first.isValid() || !last.isValid())
        return std::nullopt;
    const int year = last.addDays(1).year() - 1;
    return year >= first.year() ? year : last.year();
}

/// "first name, last name and salary"
QString listed(QStringList words)
{
    const QString last = words.takeLast();
    return words.isEmpty() ? last : QString(words.join(u", "_s) + u" and "_s + last);
}

/// "order total amounts", but not "payment payment amounts"
QString manyOf(const TableOutline &t, const Column &measure)
{
    QStringList words = said(measure).split(u' ');
    words.last() = plural(words.last());
    const QString many = words.join(u' ');
    return many.startsWith(t.name.one) ? many : QString(t.name.one + u' ' + many);
}

ExpressionPtr of(const Table &table, const Column &column)
{
    return sql::column(table.name, column.name);
}

sql::Output output(ExpressionPtr expression, const QString &alias = {})
{
    return {std::move(expression), alias};
}

QString aliased(const char *prefix, const QString &words)
{
    QString alias = QLatin1StringView(prefix) + words;
    for (QChar &c : alias) {
        if (!c.isLetterOrNumber())
            c = u'_';
    }
    return alias;
}

Maker::Maker(const Schema &schema)
    : m_schema(schema)
    , m_outlines(outlinesOf(schema))
{
    for (const TableOutline &outline : m_outlines) {
        if (outline.hasRows() && !outline.table->columns.empty())
            m_ranked.push_back(&outline);
    }
    std::ranges::stable_sort(m_ranked, std::ranges::greater{}, &TableOutline::importance);
    if (m_ranked.size() > tablesConsidered)
        m_ranked.resize(tablesConsidered);

    for (const TableOutline *from : m_ranked) {
        for (const ForeignKey &key : from->table->foreignKeys) {
            const auto to = std::ranges::find_if(m_outlines, [&](const TableOutline &outline) {
                return outline.table->name == key.referencedTable && outline.table->schema == key.referencedSchema;
            });
            const bool simple =
                key.columns.size() == 1 && key.referencedColumns.size() == 1 && isOnlyOne(*from->table, key);
            if (simple && to != m_outlines.end() && to->table != from->table && !to->display.empty() && to->hasRows()
                && to->table->name != from->table->name)
                m_links.push_back({from, &*to, &key});
        }
    }
    std::ranges::stable_sort(m_links, std::ranges::greater{}, [](const Link &link) {
        // A key that may be empty says less of its parent.
        const Column *column = link.from->table->column(link.key->columns.front());
        const bool optional = column && column->profile.nullCount.value_or(0) > 0;
        return link.from->importance + link.to->importance - (optional ? 4 : 0);
    });
}

void Maker::add(Kind kind, const QString &question, const sql::Select &select)
{
    if (m_made[kind].size() < mostOfOneKind)
        m_made[kind].push_back({question, sql::print(select, m_schema.dialect), 0});
}

sql::Source Maker::source(const Table &table, ExpressionPtr on) const
{
    sql::Source source;
    source.schema = table.schema == m_schema.defaultSchema ? QString() : table.schema;
    source.table = table.name;
    source.on = std::move(on);
    return source;
}

sql::Select Maker::grouped(const TableOutline &t, const Column &by, ExpressionPtr value) const
{
    sql::Select select;
    const ExpressionPtr group = sql::column({}, by.name);
    select.from = {source(*t.table)};
    select.outputs = {output(group), output(value)};
    select.groupBy = {group};
    select.orderBy = {{value, true}};
    return select;
}

sql::Select Maker::joined(const Link &link) const
{
    sql::Select select;
    const ExpressionPtr on =
        sql::compare(sql::column(link.from->table->name, link.key->columns.front()), sql::Comparison::Equal,
                     sql::column(link.to->table->name, link.key->referencedColumns.front()));
    select.from = {source(*link.from->table), source(*link.to->table, on)};
    return select;
}

/// One row a parent, told apart by its key since two may share a name.
void Maker::groupByParent(sql::Select &select, const TableOutline &parent, ExpressionPtr value) const
{
    for (const QString &key : parent.table->primaryKey)
        select.groupBy.push_back(sql::column(parent.table->name, key));
    for (const Column *column : parent.display) {
        select.outputs.push_back(output(of(*parent.table, *column)));
        if (std::ranges::find(parent.table->primaryKey, column->name) == parent.table->primaryKey.end())
            select.groupBy.push_back(of(*parent.table, *column));
    }
    select.orderBy = {{value, true}};
}

void Maker::countRows(const TableOutline &t)
{
    if (t.bridge || !t.name.countable)
        return;
    sql::Select select;
    select.from = {source(*t.table)};
    select.outputs = {output(sql::aggregate(Aggregate::Count, {}), aliased("number of ", t.name.many))};
    add(Count, u"How many %1 are there?"_s.arg(t.name.many), select);
}

void Maker::countByCategory(const TableOutline &t)
{
    if (t.categories.empty() || !t.name.countable)
        return;
    const Column &category = *t.categories.front();
    sql::Select select = grouped(t, category, sql::aggregate(Aggregate::Count, {}));
    select.outputs.back().alias = aliased("number of ", t.name.many);
    add(ByCategory, u"How many %1 are there per %2?"_s.arg(t.name.many, saidOne(category)), select);
}

void Maker::countByYear(const TableOutline &t)
{
    if (!t.date || !t.name.countable || t.bridge)
        return;
    const ExpressionPtr year = sql::apply(sql::Expression::Kind::Year, {sql::column({}, t.date->name)});
    sql::Select select;
    select.from = {source(*t.table)};
    select.outputs = {output(year, u"year"_s),
                      output(sql::aggregate(Aggregate::Count, {}), aliased("number of ", t.name.many))};
    select.groupBy = {year};
    select.orderBy = {{year, false}};
    add(ByYear, u"How many %1 %2 per year?"_s.arg(t.name.many, happened(*t.date)), select);
}

void Maker::countInYear(const TableOutline &t)
{
    const std::optional<int> year = t.date && t.name.countable && !t.bridge ? lastWholeYear(*t.date) : std::nullopt;
    if (!year)
        return;
    sql::Select select;
    select.from = {source(*t.table)};
    select.outputs = {output(sql::aggregate(Aggregate::Count, {}), aliased("number of ", t.name.many))};
    select.where = sql::compare(sql::apply(sql::Expression::Kind::Year, {sql::column({}, t.date->name)}),
                                sql::Comparison::Equal, sql::number(QString::number(*year)));
    add(InYear, u"How many %1 %2 in %3?"_s.arg(t.name.many, happened(*t.date), QString::number(*year)), select);
}

void Maker::averageByCategory(const TableOutline &t)
{
    if (t.measures.empty() || t.categories.empty())
        return;
    const Column &measure = *t.measures.front();
    const Column &category = *t.categories.back();
    // Grade points per grade say nothing.
    if (said(measure).startsWith(said(category)))
        return;
    sql::Select select = grouped(t, category, sql::aggregate(Aggregate::Average, sql::column({}, measure.name)));
    select.outputs.back().alias = aliased("average ", said(measure));
    add(Average, u"What is the average %1 for each %2 of %3?"_s.arg(said(measure), saidOne(category), t.name.many),
        select);
}

void Maker::totalByCategory(const TableOutline &t)
{
    if (t.sums.empty() || t.categories.empty())
        return;
    const Column &measure = *t.sums.front();
    const Column &category = *t.categories.front();
    sql::Select select = grouped(t, category, sql::aggregate(Aggregate::Sum, sql::column({}, measure.name)));
    select.outputs.back().alias = aliased("total ", summed(measure));
    add(Total, u"What is the sum of the %1 for each %2 of %3?"_s.arg(said(measure), saidOne(category), t.name.many),
        select);
}

void Maker::topRows(const TableOutline &t)
{
    if (t.measures.empty() || t.display.empty() || !t.name.countable || t.table->rowCount.value_or(0) <= topCount)
        return;
    const Column &measure = *t.measures.front();
    sql::Select select;
    select.from = {source(*t.table)};
    for (const Column *column : t.display)
        select.outputs.push_back(output(sql::column({}, column->name)));
    select.outputs.push_back(output(sql::column({}, measure.name)));
    if (measure.nullable && measure.profile.nullCount.value_or(1) > 0) {
        select.where = sql::negation(sql::apply(sql::Expression::Kind::IsNull, {sql::column({}, measure.name)}));
    }
    select.orderBy = {{sql::column({}, measure.name), true}};
    select.limit = topCount;
    QStringList shown;
    for (const Column *column : t.display)
        shown << said(*column);
    shown << said(measure);
    add(Top,
        u"What are the %1 of the %2 %3 with the highest %4?"_s.arg(listed(shown), QString::number(topCount),
                                                                   t.name.many, said(measure)),
        select);
}

void Maker::countValue(const TableOutline &t)
{
    for (const Column *category : t.categories) {
        const std::vector<QString> &samples = category->profile.samples;
        const bool plain = category->type == ColumnType::Text && !samples.empty() && !samples.front().isEmpty()
                           && samples.front().size() <= longestValue && !samples.front().contains(u'"');
        if (!plain)
            continue;
        sql::Select select;
        select.from = {source(*t.table)};
        select.outputs = {output(sql::aggregate(Aggregate::Count, {}), aliased("number of ", t.name.many))};
        select.where =
            sql::compare(sql::column({}, category->name), sql::Comparison::Equal, sql::text(samples.front()));
        add(Value, u"How many %1 have the %2 \"%3\"?"_s.arg(t.name.many, saidOne(*category), samples.front()), select);
        return;
    }
}

void Maker::busiestParents(const Link &link)
{
    const qint64 most = mostOf(link);
    if (!link.from->name.countable || most == 0)
        return;
    const ExpressionPtr count = sql::aggregate(Aggregate::Count, {});
    sql::Select select = joined(link);
    groupByParent(select, *link.to, count);
    select.outputs.push_back(output(count, aliased("number of ", link.from->name.many)));
    select.limit = most;
    add(Busiest,
        u"Which %1 %2 have the most %3?"_s.arg(QString::number(most), link.to->name.many, link.from->name.many),
        select);
}

void Maker::totalByParent(const Link &link)
{
    if (link.from->sums.empty())
        return;
    const Column &measure = *link.from->sums.front();
    const ExpressionPtr total = sql::aggregate(Aggregate::Sum, of(*link.from->table, measure));
    sql::Select select = joined(link);
    groupByParent(select, *link.to, total);
    select.outputs.push_back(output(total, aliased("total ", summed(measure))));
    const bool few = link.to->table->rowCount.value_or(0) <= 2 * topCount && link.to->display.size() == 1;
    if (few) {
        // "customer name" and not "customer customer name"
        const QString shown = said(*link.to->display.front());
        const QString parent = shown.startsWith(link.to->name.one) ? shown : QString(link.to->name.one + u' ' + shown);
        add(TotalByParent, u"What is the sum of %1 for each %2?"_s.arg(manyOf(*link.from, measure), parent), select);
        return;
    }
    const qint64 most = mostOf(link);
    if (most == 0)
        return;
    select.limit = most;
    add(TotalByParent,
        u"Which %1 %2 have the highest sum of %3?"_s.arg(QString::number(most), link.to->name.many,
                                                         manyOf(*link.from, measure)),
        select);
}

void Maker::parentsWithout(const Link &link)
{
    if (!link.from->name.countable)
        return;
    const Table &from = *link.from->table;
    sql::Select referring;
    referring.from = {source(from)};
    referring.outputs = {output(sql::column({}, link.key->columns.front()))};
    // NOT IN a list with a null in it is never true.
    referring.where =
        sql::negation(sql::apply(sql::Expression::Kind::IsNull, {sql::column({}, link.key->columns.front())}));
    sql::Select select;
    select.from = {source(*link.to->table)};
    for (const Column *column : link.to->display)
        select.outputs.push_back(output(sql::column({}, column->name)));
    select.where = sql::negation(sql::inSelect(sql::column({}, link.key->referencedColumns.front()), referring));
    add(Without, u"Which %1 have no %2?"_s.arg(link.to->name.many, link.from->name.many), select);
}

std::vector<QuestionExample> Maker::make()
{
    for (const TableOutline *t : m_ranked) {
        countRows(*t);
        countByCategory(*t);
        countByYear(*t);
        countInYear(*t);
        averageByCategory(*t);
        totalByCategory(*t);
        topRows(*t);
        countValue(*t);
    }
    QSet<const TableOutline *> parentsSeen; // another parent each time says more
    for (const Link &link : m_links) {
        if (parentsSeen.contains(link.to))
            continue;
        parentsSeen.insert(link.to);
        busiestParents(link);
    }
    parentsSeen.clear();
    for (const Link &link : m_links) {
        if (parentsSeen.contains(link.to) || link.from->sums.empty())
            continue;
        parentsSeen.insert(link.to);
        totalByParent(link);
    }
    for (const Link &link : m_links)
        parentsWithout(link);

    // One of each kind in turn, so that the first dozen shows what can be asked.
    std::vector<QuestionExample> examples;
    for (size_t round = 0; round < mostOfOneKind; ++round) {
        for (std::vector<QuestionExample> &kind : m_made) {
            if (round < kind.size())
                examples.push_back(std::move(kind[round]));
        }
    }
    return examples;
}

} // namespace

std::vector<QuestionExample> exampleQuestions(const Schema &schema)
{
    return Maker(schema).make();
}

} // namespace tabletalk
