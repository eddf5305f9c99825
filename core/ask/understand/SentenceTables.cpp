// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: what a table means where it stands.
#include "core/ask/understand/Sentence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

/// "flight numbers" where no column is called so: what numbers the rows.
bool Sentence::namesRowNumber(int table) const
{
    const auto isNumber = [](const QString &word) { return word == u"number" || word == u"numbers"; };
    const Item &next = item(m_at + 1);
    const bool within = here().end - here().begin > 1 && isNumber(m_words[here().end - 1].lower);
    const bool after = next.kind == Kind::Unknown && isNumber(next.text.toLower());
    const Item &then = item(m_at + (after ? 2 : 1));
    const bool valued = then.kind == Kind::Number || then.kind == Kind::Value || then.is(CueKind::Be);
    const int key = m_index.facts(table).keyColumn;
    return (within || after) && !valued && !m_restricting && key >= 0 && !m_index.facts(Place{table, key}).hidden;
}

/// "the schools and their nicknames": the first of several things to be shown.
bool Sentence::beginsList() const
{
    size_t i = m_at + 1;
    while (item(i).is(CueKind::And) || item(i).is(CueKind::All))
        ++i;
    size_t operand = 0;
    bool negated = false;
    return i > m_at + 1 && item(i).kind == Kind::Column && !item(i + 1).is(CueKind::Preposition)
           && !columnTakesOperand(i, &operand, &negated);
}

/// The table that an item names; what sort of its rows it names becomes a condition.
int Sentence::tableAt(size_t i)
{
    const int table = m_resolver.table(i);
    addSort(i, table);
    return table;
}

void Sentence::addSort(size_t i, int table)
{
    const std::optional<Mention> &sort = item(i).sort;
    if (sort && sort->place.table == table && m_sorted.insert(i).second)
        addEquality(sort->place, {{sort->value, {}}}, false);
}

/// "cities without a station": rows that nothing of the table belongs to. True when that is all it says.
bool Sentence::isLackedTable(int table)
{
    if (!m_not)
        return false;
    const bool other = table != m_meaning.entity;
    if (other) {
        m_not = false;
        beginAbsence(table);
    }
    addSort(m_at, table);
    m_not = false;
    return other;
}

/// What follows may be said of rows of the table that there are none of.
void Sentence::beginAbsence(int table)
{
    m_meaning.absences.push_back({table, {}});
    m_absence = int(m_meaning.absences.size()) - 1;
    m_resolver.use(table);
}

/// Shows what people call the rows.
void Sentence::showRowsOf(int table)
{
    for (const Measure &output : displayOf(table))
        addOutput(output);
}

/// "flight numbers": the number is shown, or grouped by.
void Sentence::takeRowNumber(int table)
{
    const Place number{table, m_index.facts(table).keyColumn};
    m_consumed[m_at + 1] = item(m_at + 1).kind == Kind::Unknown;
    if (std::exchange(m_eachNext, false))
        addGroup(number);
    else
        addOutput({Function::Value, number});
}

/// "the schools and their nicknames", "the flights and airports": the rows are shown beside something else.
/// known: whether it was said before what rows are asked for.
bool Sentence::listsTable(bool known)
{
    const bool begins =
        !known && !m_restricting && m_meaning.outputs.empty() && !m_eachNext && m_functions.empty() && beginsList();
    if (begins && m_choices.choose({{"table.listed", 0.4}, {"table.spoken", 0.0}}) == 0)
        return true;
    const bool goesOn = !m_restricting && known && (item(m_at - 1).is(CueKind::And) || item(m_at + 1).is(CueKind::And));
    return goesOn && !m_eachNext && !m_grouping && m_choices.choose({{"table.named", 0.3}, {"table.shown", 0.0}}) == 1;
}

/// "orders with their customers": at the end, what is shown with each row.
bool Sentence::isShownWithRows(int table)
{
    static constexpr QStringView possessives[] = {u"their", u"its", u"his", u"her"};
    const bool ends = item(m_at + 1).kind == Kind::End;
    const bool with = m_at > 0 && item(m_at - 1).is(CueKind::With) && ends && table != m_meaning.entity;
    const bool theirs = here().begin > 0
                        && std::ranges::find(possessives, m_words[here().begin - 1].lower) != std::end(possessives)
                        && stepsToOwner(m_meaning.entity, table);
    return with && (theirs || m_choices.choose({{"with.shown", 0.4}, {"with.named", 0.0}}) == 0);
}

void Sentence::onTable()
{
    if (isMoney(m_at) && !m_eachNext && !m_grouping
        && m_choices.choose({{"money.computed", 0.5}, {"money.column", 0.0}}) == 0)
        return addMoney();
    const int table = m_resolver.table(m_at);
    if (isLackedTable(table))
        return;
    const bool known = m_meaning.entity >= 0;
    nameTable(table);
    addSort(m_at, table);
    if (namesRowNumber(table))
        return takeRowNumber(table);
    if (listsTable(known))
        return showRowsOf(table);
    if (known && isShownWithRows(table)) {
        if (m_meaning.outputs.empty())
            showRowsOf(m_meaning.entity);
        return showRowsOf(table);
    }
    if (std::exchange(m_eachNext, false) || (m_grouping && item(m_at - 1).is(CueKind::And))) {
        addGroup({table, -1});
        m_grouping = true;
    }
}

} // namespace tabletalk::ask
