// SPDX-License-Identifier: GPL-3.0-or-later
#include "training/ShortQuestions.h"

#include "core/schema/TableOutline.h"
#include "core/sql/Query.h"
#include "core/sql/QueryPrinter.h"
#include "core/text/NameParts.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::training {

namespace {

using sql::Aggregate;
using sql::ExpressionPtr;

constexpr size_t mostTables = 8;
constexpr size_t mostQuestions = 30;

/// A table and one that it has a key to.
struct Link
{
    const TableOutline *from;
    const TableOutline *to;
    const ForeignKey *key;
};

/// Makes the questions of one schema.
class Maker
{
public:
    Maker(const ask::SchemaIndex &index, QString databaseId)
        : m_schema(index.schema())
        , m_databaseId(std::move(databaseId))
        , m_outlines(outlinesOf(m_schema))
    {
        for (int table = 0; table < index.tableCount(); ++table) {
            std::vector<const Column *> &display = m_outlines[size_t(table)].display;
            display.clear();
            for (const int column : index.facts(table).displayColumns) {
                if (index.facts(ask::Place{table, column}).nameLike)
                    display.push_back(&index.column({table, column}));
            }
        }
    }

    std::vector<evaluation::GoldQuestion> make();

private:
    void ofTable(const TableOutline &t);
    void byCategory(const TableOutline &t, const Column &category);
    void byTime(const TableOutline &t);
    void ofRows(const TableOutline &t, const Column &measure);
    void ofLink(const Link &link);
    std::vector<Link> links() const;

    /// One of several ways to say the same, another one for each table.
    QString oneOf(const QStringList &ways, const Table &table) const
    {
        return ways[qsizetype(size_t(table.name.size() + table.columns.size()) % size_t(ways.size()))];
    }
    void add(const QString &text, const std::vector<sql::Select> &right);
    sql::Select from(const Table &table) const;
    sql::Select joined(const Link &link) const;
    static ExpressionPtr of(const Table &table, const Column &column) { return sql::column(table.name, column.name); }

    const Schema &m_schema;
    QString m_databaseId;
    std::vector<TableOutline> m_outlines;
    std::vector<evaluation::GoldQuestion> m_made;
};

QString said(const Column &column)
{
    return humanName(column.name);
}

void show(sql::Select &select, ExpressionPtr expression)
{
    select.outputs.push_back({std::move(expression), {}});
}

void Maker::add(const QString &text, const std::vector<sql::Select> &right)
{
    evaluation::GoldQuestion question;
    question.id = u"short-%1-%2"_s.arg(m_databaseId).arg(m_made.size(), 3, 10, QChar(u'0'));
    question.databaseId = m_databaseId;
    question.text = text;
    question.hardness = u"short"_s;
    for (const sql::Select &select : right)
        question.gold.push_back(sql::print(select, m_schema.dialect));
    m_made.push_back(std::move(question));
}

sql::Select Maker::from(const Table &table) const
{
    sql::Source source;
    source.schema = table.schema == m_schema.defaultSchema ? QString() : table.schema;
    source.table = table.name;
    sql::Select select;
    select.from = {source};
    return select;
}

sql::Select Maker::joined(const Link &link) const
{
    sql::Select select = from(*link.from->table);
    sql::Source parent = from(*link.to->table).from.front();
    parent.on = sql::compare(sql::column(link.from->table->name, link.key->columns.front()), sql::Comparison::Equal,
                             sql::column(link.to->table->name, link.key->referencedColumns.front()));
    select.from.push_back(parent);
    return select;
}

void Maker::byCategory(const TableOutline &t, const Column &category)
{
    const Table &table = *t.table;
    const auto grouped = [&](ExpressionPtr figure) {
        sql::Select select = from(table);
        show(select, of(table, category));
        show(select, std::move(figure));
        select.groupBy = {of(table, category)};
        return select;
    };
    if (t.name.countable)
        add(oneOf({u"%1 by %2"_s, u"number of %1 by %2"_s, u"%1 per %2"_s, u"count of %1 per %2"_s,
                   u"how many %1 by %2"_s},
                  table)
                .arg(t.name.many, said(category)),
            {grouped(sql::aggregate(Aggregate::Count, {}))});
    if (!t.sums.empty()) {
        const Column &sum = *t.sums.front();
        add(oneOf({u"total %1 by %2"_s, u"sum of %1 per %2"_s, u"%1 by %2"_s, u"total %1 for each %2"_s}, table)
                .arg(said(sum), said(category)),
            {grouped(sql::aggregate(Aggregate::Sum, of(table, sum)))});
    }
    if (!t.measures.empty()) {
        const Column &measure = *t.measures.back();
        add(oneOf({u"average %1 by %2"_s, u"average %1 of %3 per %2"_s, u"avg %1 by %2"_s, u"mean %1 per %2"_s}, table)
                .replace(u"%1"_s, said(measure))
                .replace(u"%2"_s, said(category))
                .replace(u"%3"_s, t.name.many),
            {grouped(sql::aggregate(Aggregate::Average, of(table, measure)))});
        sql::Select best = grouped(sql::aggregate(Aggregate::Maximum, of(table, measure)));
        add(u"highest %1 by %2"_s.arg(said(measure), said(category)), {best});
    }
}

void Maker::byTime(const TableOutline &t)
{
    const Table &table = *t.table;
    const ExpressionPtr date = of(table, *t.date);
    const auto grouped = [&](sql::Expression::Kind period, ExpressionPtr figure) {
        sql::Select select = from(table);
        const ExpressionPtr key = sql::apply(period, {date});
        show(select, key);
        show(select, std::move(figure));
        select.groupBy = {key};
        select.orderBy = {{key, false}};
        return select;
    };
    if (!t.name.countable)
        return;
    add(oneOf({u"%1 per month"_s, u"number of %1 by month"_s, u"%1 by month"_s}, table).arg(t.name.many),
        {grouped(sql::Expression::Kind::Month, sql::aggregate(Aggregate::Count, {}))});
    add(oneOf({u"%1 by year"_s, u"number of %1 per year"_s, u"how many %1 each year"_s}, table).arg(t.name.many),
        {grouped(sql::Expression::Kind::Year, sql::aggregate(Aggregate::Count, {}))});
    if (!t.sums.empty())
        add(oneOf({u"total %1 by month"_s, u"%1 per month"_s, u"monthly %1"_s}, table).arg(said(*t.sums.front())),
            {grouped(sql::Expression::Kind::Month, sql::aggregate(Aggregate::Sum, of(table, *t.sums.front())))});
}

void Maker::ofRows(const TableOutline &t, const Column &measure)
{
    const Table &table = *t.table;
    if (t.display.empty())
        return;
    sql::Select plain = from(table);
    for (const Column *column : t.display)
        show(plain, of(table, *column));
    sql::Select withFigure = plain;
    show(withFigure, of(table, measure));
    const auto both = [&](auto change) {
        std::vector<sql::Select> right{plain, withFigure};
        for (sql::Select &select : right)
            change(select);
        return right;
    };
    add(oneOf({u"top 3 %1 by %2"_s, u"the 3 %1 with the highest %2"_s, u"3 %1 with most %2"_s}, table)
            .arg(t.name.many, said(measure)),
        both([&](sql::Select &select) {
            select.orderBy = {{of(table, measure), true}};
            select.limit = 3;
        }));
    add(u"%1 with the lowest %2"_s.arg(t.name.one, said(measure)), both([&](sql::Select &select) {
            select.orderBy = {{of(table, measure), false}};
            select.limit = 1;
        }));
    sql::Select average = from(table);
    show(average, sql::aggregate(Aggregate::Average, of(table, measure)));
    add(oneOf({u"%1 with %2 above average"_s, u"which %1 are above the average %2"_s}, table)
            .arg(t.name.many, said(measure)),
        both([&](sql::Select &select) {
            select.where = sql::compare(of(table, measure), sql::Comparison::Greater, sql::scalar(average));
        }));
}

void Maker::ofTable(const TableOutline &t)
{
    const Table &table = *t.table;
    for (size_t i = 0; i < std::min<size_t>(2, t.categories.size()); ++i)
        byCategory(t, *t.categories[i]);
    if (t.date)
        byTime(t);
    if (!t.measures.empty())
        ofRows(t, *t.measures.front());
    if (t.categories.empty() || t.categories.front()->profile.samples.empty() || t.display.empty())
        return;
    const Column &category = *t.categories.front();
    sql::Select some = from(table);
    some.where = sql::compare(of(table, category), sql::Comparison::Equal, sql::text(category.profile.samples.front()));
    sql::Select count = some;
    for (const Column *column : t.display)
        show(some, of(table, *column));
    show(count, sql::aggregate(Aggregate::Count, {}));
    const QString value = category.profile.samples.front();
    if (category.type != ColumnType::Text || value.toDouble() != 0)
        return;
    add(u"%1 with %2 %3"_s.arg(t.name.many, said(category), value), {some});
    add(u"how many %1 are %2"_s.arg(t.name.many, value), {count});
}

void Maker::ofLink(const Link &link)
{
    const Table &parent = *link.to->table;
    const auto grouped = [&](const ExpressionPtr &figure, bool shown) {
        sql::Select select = joined(link);
        for (const QString &key : parent.primaryKey)
            select.groupBy.push_back(sql::column(parent.name, key));
        for (const Column *column : link.to->display) {
            show(select, of(parent, *column));
            select.groupBy.push_back(of(parent, *column));
        }
        if (shown)
            show(select, figure);
        return select;
    };
    const ExpressionPtr count = sql::aggregate(Aggregate::Count, {});
    add(oneOf({u"%1 by %2"_s, u"number of %1 per %2"_s, u"%1 per %2"_s, u"how many %1 does each %2 have"_s}, parent)
            .arg(link.from->name.many, link.to->name.one),
        {grouped(count, true)});
    std::vector<sql::Select> top{grouped(count, false), grouped(count, true)};
    for (sql::Select &select : top) {
        select.orderBy = {{count, true}};
        select.limit = 3;
    }
    add(oneOf({u"top 3 %2 by number of %1"_s, u"3 %2 with most %1"_s, u"which 3 %2 have the most %1"_s}, parent)
            .arg(link.from->name.many, link.to->name.many),
        top);
    if (link.from->sums.empty())
        return;
    const Column &sum = *link.from->sums.front();
    add(oneOf({u"total %1 by %2"_s, u"%1 per %2"_s, u"sum of %1 for each %2"_s}, parent)
            .arg(said(sum), link.to->name.one),
        {grouped(sql::aggregate(Aggregate::Sum, of(*link.from->table, sum)), true)});
}

std::vector<Link> Maker::links() const
{
    std::vector<Link> links;
    for (const TableOutline &from : m_outlines) {
        for (const ForeignKey &key : from.table->foreignKeys) {
            const auto to = std::ranges::find_if(m_outlines, [&](const TableOutline &outline) {
                return outline.table->name == key.referencedTable && outline.table->schema == key.referencedSchema;
            });
            const auto toSame =
                std::ranges::count(from.table->foreignKeys, key.referencedTable, &ForeignKey::referencedTable);
            if (to != m_outlines.end() && key.columns.size() == 1 && toSame == 1 && to->table != from.table
                && !to->display.empty() && from.name.countable && from.hasRows() && to->hasRows())
                links.push_back({&from, &*to, &key});
        }
    }
    return links;
}

std::vector<evaluation::GoldQuestion> Maker::make()
{
    std::vector<const TableOutline *> ranked;
    for (const TableOutline &outline : m_outlines) {
        if (outline.hasRows() && !outline.bridge)
            ranked.push_back(&outline);
    }
    std::ranges::stable_sort(ranked, std::ranges::greater{}, &TableOutline::importance);
    ranked.resize(std::min(ranked.size(), mostTables));
    for (const Link &link : links()) {
        if (m_made.size() < mostQuestions / 2)
            ofLink(link);
    }
    for (const TableOutline *outline : ranked) {
        if (m_made.size() < mostQuestions)
            ofTable(*outline);
    }
    return std::move(m_made);
}

} // namespace

std::vector<evaluation::GoldQuestion> shortQuestions(const ask::SchemaIndex &index, const QString &databaseId)
{
    return Maker(index, databaseId).make();
}

} // namespace tabletalk::training
