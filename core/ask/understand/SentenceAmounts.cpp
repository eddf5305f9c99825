// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: money that is asked for without naming its column: "how much", "revenue", "sales".
#include "core/ask/understand/Sentence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

static constexpr int farthestOwner = 4; ///< references that a row is followed along

/// Whether the words speak of money that was taken or spent and name no column of their own.
bool Sentence::isMoney(size_t i) const
{
    static constexpr QStringView words[] = {u"revenue", u"revenues", u"sales",        u"turnover", u"income",
                                            u"takings", u"earnings", u"spending",     u"spend",    u"expenditure",
                                            u"spent",   u"money",    u"expenditures", u"billed",   u"proceeds"};
    const Item &said = item(i);
    const bool thing = said.kind == Kind::Unknown || said.kind == Kind::Column || said.kind == Kind::Table;
    if (!thing || said.end > said.begin + 2 || std::ranges::find(words, m_words[said.end - 1].lower) == std::end(words))
        return false;
    // "income" is hardly the salary of people who are not spoken of.
    return std::ranges::all_of(said.mentions, [](const Mention &m) { return m.kind >= LinkKind::Synonym; });
}

/// "revenue", "average sales", "tuition income", "more than 1000 in revenue".
void Sentence::addMoney()
{
    if (here().end == here().begin + 2 && !here().mentions.empty()) // of what the word before names
        nameTable(here().mentions.front().place.table);
    const Measure money{m_functions.empty() ? Function::Sum : m_functions.front(), {-1, -1}};
    m_functions.clear();
    if (!compareMetric(money))
        addOutput(money);
}

/// How many references lead from the rows of one table to a row of another; nothing when none do.
std::optional<int> Sentence::stepsToOwner(int table, int owner) const
{
    std::vector<int> seen{table};
    std::vector<int> at{table};
    for (int steps = 0; steps <= farthestOwner && !at.empty(); ++steps) {
        if (std::ranges::find(at, owner) != at.end())
            return steps;
        std::vector<int> next;
        for (const int child : at) {
            for (const int other : m_index.neighbours(child)) {
                const bool refers = std::ranges::any_of(m_index.table(child).foreignKeys, [&](const ForeignKey &key) {
                    return key.referencedTable == m_index.table(other).name
                           && key.referencedSchema == m_index.table(other).schema;
                });
                if (refers && std::ranges::find(seen, other) == seen.end()) {
                    seen.push_back(other);
                    next.push_back(other);
                }
            }
        }
        at = std::move(next);
    }
    return {};
}

/// How likely a column holds what was paid for one row.
double Sentence::likenessToAmount(Place place) const
{
    static constexpr QStringView amounts[] = {u"revenu", u"amount", u"total", u"sale", u"sum", u"turnov"};
    static constexpr QStringView prices[] = {u"price", u"cost", u"fee", u"charg"};
    static constexpr QStringView others[] = {u"refund", u"discount", u"tax",     u"credit", u"limit",
                                             u"budget", u"penalti",  u"deposit", u"cover",  u"reserv"};
    const ColumnFacts &facts = m_index.facts(place);
    if (!facts.numeric || facts.identifier || facts.yearLike || facts.hidden)
        return 0;
    const auto has = [&](std::span<const QStringView> stems) {
        return std::ranges::any_of(
            facts.name, [&](const NamePart &part) { return std::ranges::find(stems, part.stem) != stems.end(); });
    };
    double likeness = has(amounts) ? 2 : has(prices) ? 0.5 : 0;
    if (likeness <= 0)
        return 0;
    // What else its name says and the question does not: "refund amount", "covered amount".
    for (const NamePart &part : facts.name) {
        const bool plain = std::ranges::find(amounts, part.stem) != std::end(amounts)
                           || std::ranges::find(prices, part.stem) != std::end(prices) || part.ofTable;
        const bool said = std::ranges::find(m_words, part.stem, &Word::stem) != m_words.end();
        const bool other = std::ranges::find(others, part.stem) != std::end(others);
        likeness += said ? 0.6 : plain ? 0 : other ? -1.2 : -0.4;
    }
    const auto dated = [&](Place other) { return m_index.facts(other).temporal; };
    return likeness + (std::ranges::any_of(m_index.columnsOf(place.table), dated) ? 0.4 : 0);
}

/// The column that "how much" and "revenue" speak of: near what the question names, and of rows
/// that each belong to one of whatever is grouped or restricted by.
std::optional<Place> Sentence::moneyColumn() const
{
    std::vector<int> owners;
    for (const Place group : m_meaning.groups)
        owners.push_back(group.table);
    for (const Restriction &restriction : m_meaning.where) {
        if (!restriction.guessed) // a date that was not named is rather that of the amount
            owners.push_back(restriction.column.table);
    }
    for (const Measure &output : m_meaning.outputs) {
        if (!output.isAggregate() && output.of.table >= 0)
            owners.push_back(output.of.table);
    }
    if (m_meaning.entity >= 0)
        owners.push_back(m_meaning.entity);
    std::optional<Place> best;
    double most = 0;
    for (int table = 0; table < m_index.tableCount(); ++table) {
        double distance = 0;
        bool fits = true;
        for (const int owner : owners) {
            const std::optional<int> steps = stepsToOwner(table, owner);
            fits = fits && steps;
            distance += steps.value_or(0);
        }
        if (!fits)
            continue;
        for (const Place place : m_index.columnsOf(table)) {
            const double likeness = likenessToAmount(place);
            if (likeness > 0 && (!best || likeness - 0.3 * distance > most)) {
                best = place;
                most = likeness - 0.3 * distance;
            }
        }
    }
    return best;
}

/// Whether a figure is of money that is still without a column.
static bool isOpenMoney(const Measure &measure)
{
    return measure.function != Function::CountRows && measure.of.table < 0;
}

/// "revenue" that is shown, ordered or compared by, and of which nobody said in what column it stands.
bool Sentence::lacksMoneyColumn() const
{
    return std::ranges::any_of(m_meaning.outputs, isOpenMoney)
           || std::ranges::any_of(m_meaning.order, isOpenMoney, &OrderKey::measure)
           || std::ranges::any_of(m_meaning.having, isOpenMoney, &GroupCondition::measure);
}

/// "how much", and money that is still without a column.
void Sentence::settleMoney()
{
    Meaning &m = m_meaning;
    const bool computes = std::ranges::any_of(m.outputs, &Measure::isAggregate);
    const auto isAmount = [&](const Measure &output) {
        return output.function == Function::Value && output.of.table >= 0 && m_index.facts(output.of).numeric
               && !m_index.facts(output.of).identifier && !m_index.facts(output.of).yearLike;
    };
    const bool asked = m_asksAmount && !computes;
    if (asked && std::ranges::any_of(m.outputs, isAmount)) {
        if (m_choices.choose({{"amount.sum", 0.3}, {"amount.value", 0.0}}) == 0) {
            std::erase_if(m.outputs, [&](const Measure &output) { return !output.isAggregate() && !isAmount(output); });
            for (Measure &output : m.outputs)
                output.function = m_onAverage ? Function::Average : Function::Sum;
        }
        return;
    }
    if (asked && !lacksMoneyColumn())
        m.outputs = {{m_onAverage ? Function::Average : Function::Sum, {-1, -1}}};
    placeMoney();
}

/// Finds the column of money that is without one; where there is none, nothing is said of money.
void Sentence::placeMoney()
{
    if (!lacksMoneyColumn())
        return;
    Meaning &m = m_meaning;
    const std::vector<Measure> shown = std::exchange(m.outputs, {});
    std::ranges::remove_copy_if(shown, std::back_inserter(m.outputs), isOpenMoney);
    const std::optional<Place> column = moneyColumn();
    m.outputs = shown;
    const auto settle = [&](Measure &measure) {
        if (column && isOpenMoney(measure))
            measure.of = *column;
    };
    std::ranges::for_each(m.outputs, settle);
    std::ranges::for_each(m.order, settle, &OrderKey::measure);
    std::ranges::for_each(m.having, settle, &GroupCondition::measure);
    if (column) {
        m_resolver.use(column->table);
        if (std::ranges::find(m.tables, column->table) == m.tables.end())
            m.tables.push_back(column->table);
        settlePeriods(column->table);
        return;
    }
    std::erase_if(m.outputs, isOpenMoney);
    std::erase_if(m.order, [](const OrderKey &key) { return isOpenMoney(key.measure); });
    std::erase_if(m.having, [](const GroupCondition &having) { return isOpenMoney(having.measure); });
}

} // namespace tabletalk::ask
