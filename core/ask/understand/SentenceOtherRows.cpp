// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: rows that are held against other rows: "paid more than all cooks", "in the same city as Ann",
// "owners of both small and large boats".
#include "core/ask/understand/Sentence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

/// How many of the other rows are meant by the words between two items.
Sentence::Quantity Sentence::quantityBetween(size_t from, size_t to) const
{
    for (size_t word = item(from).end; word < item(to).begin; ++word) {
        if (m_words[word].is(u"all") || m_words[word].is(u"every") || m_words[word].is(u"each"))
            return Quantity::All;
        if (m_words[word].is(u"any"))
            return Quantity::Any;
        if (m_words[word].is(u"some"))
            return Quantity::Some;
    }
    return Quantity::One;
}

/// The figure of the other rows that decides: more than all is more than the highest.
Function Sentence::decisiveOf(Quantity quantity, sql::Comparison comparison)
{
    if (quantity == Quantity::One)
        return Function::Value;
    const bool more = comparison == sql::Comparison::Greater || comparison == sql::Comparison::GreaterOrEqual;
    bool hardest = quantity == Quantity::All;
    if (quantity == Quantity::Any) // "more than any": said of the highest as well as of just one
        hardest = m_choices.choose({{"than.any", 0.0}, {"than.all", 0.1}}) == 1;
    return more == hardest ? Function::Maximum : Function::Minimum;
}

/// What follows is said of the other rows, until the sentence turns back.
void Sentence::beginOthers(Restriction comparison, const Measure &shown)
{
    m_others = std::make_shared<Meaning>();
    m_others->entity = shown.of.table;
    m_others->tables = {shown.of.table};
    m_others->outputs = {shown};
    comparison.kind = Restriction::Kind::Among;
    comparison.rows = m_others;
    comparison.negated = std::exchange(m_not, false);
    m_meaning.where.push_back(std::move(comparison));
    m_restricting = true;
}

/// Whether the item turns from the other rows back to those that are asked for.
bool Sentence::endsOthers(size_t at) const
{
    const Item &i = item(at);
    if (i.startsSentence || i.is(CueKind::OrderBy) || i.is(CueKind::Direction) || i.is(CueKind::Each))
        return true;
    const Item &next = item(at + 1);
    return i.is(CueKind::And)
           && (next.is(CueKind::Who) || next.is(CueKind::Whose) || next.is(CueKind::With) || next.is(CueKind::Filler)
               || next.is(CueKind::Be));
}

/// Others of whom nothing is said are nobody.
void Sentence::settleOthers()
{
    m_others.reset();
    std::erase_if(m_meaning.where, [](const Restriction &r) {
        return r.kind == Restriction::Kind::Among && r.rows->where.empty() && !r.rows->outputs.front().isAggregate();
    });
}

/// "older than Ann", "whose price is above that of any boat in Rome": compared with rows of the same table.
bool Sentence::compareWithRows(size_t comparisonAt, size_t first)
{
    if (m_meaning.entity < 0 && item(first).kind == Kind::Value
        && m_index.facts(item(first).mentions.front().place).nameLike)
        nameTable(item(first).mentions.front().place.table); // "who is older than Ann": who Ann is one of
    if (m_meaning.entity < 0 || m_others)
        return false;
    const Cue cue = item(comparisonAt).cue;
    const Wish wish{.numeric = true, .hints = cue.hints};
    size_t rows = first;
    std::optional<Place> column;
    if (item(first).kind == Kind::Column && !item(first).mentions.empty()) {
        column = m_resolver.column(first, wish);
        rows = first + 1;
        while (item(rows).is(CueKind::Preposition) || item(rows).is(CueKind::All) || item(rows).is(CueKind::Than)
               || item(rows).is(CueKind::Filler))
            ++rows;
        if (!m_index.facts(*column).numeric && !m_index.facts(*column).temporal)
            return false;
    }
    const Quantity quantity = quantityBetween(comparisonAt, rows);
    const Item &other = item(rows);
    const auto isOfEntity = [&](const Mention &m) { return m.place.table == m_meaning.entity; };
    const bool table = other.kind == Kind::Table && std::ranges::any_of(other.mentions, isOfEntity);
    const bool named = other.kind == Kind::Value && std::ranges::any_of(other.mentions, isOfEntity)
                       && (quantity != Quantity::One || m_index.facts(other.mentions.front().place).nameLike);
    if ((!table && !named) || other.startsSentence)
        return false;

    std::optional<Place> compared = column;
    if (!column || (m_left && comparisonAt - m_leftAt <= 1))
        compared = operandColumn(comparisonAt, rows, cue, wish);
    if (!compared || compared->table != m_meaning.entity
        || (!m_index.facts(*compared).numeric && !m_index.facts(*compared).temporal))
        return false;
    Restriction restriction;
    restriction.column = *compared;
    restriction.comparison = static_cast<sql::Comparison>(cue.comparison);
    beginOthers(restriction, {decisiveOf(quantity, restriction.comparison), *compared});
    m_at = table ? rows : rows - 1;
    return true;
}

/// The column in which rows of the entity have the same: of a table the reference to it.
std::optional<Place> Sentence::sharedColumn()
{
    if (here().kind == Kind::Column) {
        for (const Mention &mention : here().mentions) {
            if (mention.place.table == m_meaning.entity)
                return mention.place;
        }
        return {};
    }
    const int table = tableAt(m_at);
    for (const Place place : m_index.columnsOf(m_meaning.entity)) {
        for (const ForeignKey &key : m_index.table(m_meaning.entity).foreignKeys) {
            if (key.columns.size() == 1 && key.columns.front() == m_index.column(place).name
                && key.referencedTable == m_index.table(table).name
                && key.referencedSchema == m_index.table(table).schema)
                return place;
        }
    }
    return {};
}

/// "in the same city as Ann".
bool Sentence::sameAsOthers()
{
    const bool same = here().begin > 0 && m_words[here().begin - 1].is(u"same");
    const Item &as = item(m_at + 1);
    if (!same || m_meaning.entity < 0 || m_others || !as.is(CueKind::Be) || as.text != u"as")
        return false;
    const std::optional<Place> column = sharedColumn();
    if (!column)
        return false;
    Restriction restriction;
    restriction.column = *column;
    beginOthers(restriction, {Function::Value, *column});
    ++m_at;
    return true;
}

/// Rows with the value shown of which the condition holds.
static Restriction amongRowsWhere(Place shown, Restriction condition)
{
    auto rows = std::make_shared<Meaning>();
    rows->entity = shown.table;
    rows->outputs = {{Function::Value, shown}};
    condition.orPrevious = false;
    rows->where = {std::move(condition)};
    Restriction among;
    among.kind = Restriction::Kind::Among;
    among.column = shown;
    among.rows = std::move(rows);
    return among;
}

/// No number is above 50 and below 20: of a value that many rows share, some of them are this and others
/// that; of single rows, either is meant.
void Sentence::joinOpposites()
{
    std::vector<Restriction> &where = m_meaning.where;
    const auto isBound = [](const Restriction &r, sql::Comparison strict, sql::Comparison loose) {
        return r.kind == Restriction::Kind::Compare && (r.comparison == strict || r.comparison == loose) && !r.negated
               && r.values.size() == 1 && r.values.front().number && !r.orPrevious;
    };
    for (size_t i = 0; i < where.size(); ++i) {
        for (size_t j = 0; j < where.size(); ++j) {
            if (i == j || where[i].column != where[j].column
                || !isBound(where[i], sql::Comparison::Greater, sql::Comparison::GreaterOrEqual)
                || !isBound(where[j], sql::Comparison::Less, sql::Comparison::LessOrEqual)
                || *where[i].values.front().number < *where[j].values.front().number)
                continue;
            const bool both = std::ranges::any_of(m_items, [](const Item &item) { return item.is(CueKind::Both); });
            if (both && !m_meaning.outputs.empty() && m_meaning.groups.empty())
                m_meaning.outputs.resize(1); // what stands behind "both" is what they are compared by
            if (const std::optional<Place> shown = sharedOutput()) {
                where[i] = amongRowsWhere(*shown, where[i]);
                where[j] = amongRowsWhere(*shown, where[j]);
                m_meaning.distinct = true;
            } else if (j == i + 1 || i == j + 1) {
                where[std::max(i, j)].orPrevious = true;
            }
            return;
        }
    }
}

/// The one column shown, when several rows may have the same value there.
std::optional<Place> Sentence::sharedOutput() const
{
    if (m_meaning.outputs.size() != 1 || m_meaning.outputs.front().isAggregate() || !m_meaning.groups.empty())
        return {};
    const Place shown = m_meaning.outputs.front().of;
    return m_index.facts(shown).unique ? std::nullopt : std::optional(shown);
}

/// "publishers that printed no book in 1989": of a value that many rows share, none of them may be so.
void Sentence::denyOfAll()
{
    const std::optional<Place> shown = sharedOutput();
    if (!shown)
        return;
    for (Restriction &denied : m_meaning.where) {
        if (!denied.negated || denied.kind != Restriction::Kind::Compare || denied.orPrevious
            || denied.column.table != shown->table || denied.column == *shown)
            continue;
        const bool affirmedToo = std::ranges::any_of(m_meaning.where, [&](const Restriction &r) {
            return r.column == denied.column && !r.negated && r.kind == Restriction::Kind::Compare;
        });
        if (m_choices.choose({{"denied.ofAll", affirmedToo ? 0.8 : -0.6}, {"denied.ofRow", 0.0}}) == 1)
            continue;
        Restriction positive = denied;
        positive.negated = false;
        denied = amongRowsWhere(*shown, std::move(positive));
        denied.negated = true;
        m_meaning.distinct = true;
    }
}

} // namespace tabletalk::ask
