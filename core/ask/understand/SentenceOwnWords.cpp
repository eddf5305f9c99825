// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: words that say in one what a schema keeps in several columns: "late", "out of stock", "return rate",
// "reports to".
#include "core/ask/understand/Sentence.h"

#include "core/text/NameParts.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

static constexpr double surelyNamed = 0.9; ///< from here on a word is the name of something

static bool isOneOf(QStringView word, std::span<const QStringView> words)
{
    return std::ranges::find(words, word) != words.end();
}

static bool hasOneOf(const std::vector<NamePart> &name, std::span<const QStringView> stems)
{
    return std::ranges::any_of(name, [&](const NamePart &part) { return isOneOf(part.stem, stems); });
}

static bool isSurelyNamed(const Item &item)
{
    return !item.mentions.empty() && item.mentions.front().score >= surelyNamed;
}

/// True when the item is understood as one of these.
bool Sentence::readsOwnWords()
{
    if (here().kind == Kind::End || here().kind == Kind::Number || here().kind == Kind::Period)
        return false;
    return saysTimeliness() || saysStock() || saysRate() || saysReportsTo() || deniesFlag() || saysPay()
           || averagesAge() || countsUnits() || saysStay() || saysReceived();
}

/// The dates by which something was to be done and on which it was: of the table that the next word names, else of
/// the only one that keeps both.
std::optional<std::pair<Place, Place>> Sentence::dueAndDone() const
{
    static constexpr QStringView due[] = {u"due", u"expect", u"promis", u"deadlin", u"plan", u"schedul", u"target"};
    static constexpr QStringView done[] = {u"receiv",  u"deliv",  u"deliveri", u"paid",   u"pay",   u"return",
                                           u"complet", u"finish", u"arriv",    u"actual", u"close", u"end"};
    std::vector<std::pair<Place, Place>> found;
    for (int table = 0; table < m_index.tableCount(); ++table) {
        std::optional<Place> planned;
        std::optional<Place> actual;
        for (const Place place : m_index.columnsOf(table)) {
            const ColumnFacts &facts = m_index.facts(place);
            if (!facts.temporal || facts.hidden)
                continue;
            if (hasOneOf(facts.name, due))
                planned = planned.value_or(place);
            else if (hasOneOf(facts.name, done))
                actual = actual.value_or(place);
        }
        if (planned && actual)
            found.emplace_back(*planned, *actual);
    }
    const std::vector<int> inPlay = m_resolver.tablesInPlay();
    for (const auto &pair : found) {
        if (std::ranges::find(inPlay, pair.first.table) != inPlay.end())
            return pair;
    }
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

/// "late deliveries", "overdue invoices", "delivered on time".
bool Sentence::saysTimeliness()
{
    static constexpr QStringView late[] = {u"late", u"delayed", u"belated", u"tardy"};
    const Word &word = m_words[here().begin];
    const bool onTime =
        word.is(u"punctual") || (word.is(u"time") && here().begin > 0 && m_words[here().begin - 1].is(u"on"));
    const bool overdue = word.is(u"overdue");
    if (here().end != here().begin + 1 || (!overdue && !onTime && !isOneOf(word.lower, late)))
        return false;
    const auto dates = dueAndDone();
    if (!dates || (here().kind == Kind::Value && m_choices.choose({{"late.dates", 0.5}, {"late.value", 0.0}}) == 1))
        return false;
    const auto &[due, done] = *dates;
    // "deliveries" of what the schema calls orders
    const Item &noun = item(m_at + 1);
    const bool named = noun.kind == Kind::Table || noun.kind == Kind::Column || noun.kind == Kind::Unknown;
    if (named && !isSurelyNamed(noun)) {
        m_consumed[m_at + 1] = true;
        nameTable(due.table);
    }
    if (overdue) {
        Restriction open;
        open.kind = Restriction::Kind::Missing;
        open.column = done;
        addRestriction(std::move(open));
        Restriction past;
        past.kind = Restriction::Kind::During;
        past.column = due;
        past.untilToday = true;
        addRestriction(std::move(past));
        return true;
    }
    Restriction beside;
    beside.kind = Restriction::Kind::Beside;
    beside.column = done;
    beside.comparison = onTime ? sql::Comparison::LessOrEqual : sql::Comparison::Greater;
    beside.againstColumn = due;
    addRestriction(std::move(beside));
    return true;
}

/// "out of stock", "sold out": there are none left.
bool Sentence::saysStock()
{
    static constexpr QStringView stocks[] = {u"stock", u"inventori", u"warehous"};
    static constexpr QStringView amounts[] = {u"quantiti", u"stock", u"hand", u"avail"};
    static constexpr QStringView limits[] = {u"safeti", u"minimum", u"min", u"maximum", u"max", u"reorder", u"level"};
    const size_t word = here().begin;
    const bool out =
        m_words[word].is(u"stock") && word > 1 && m_words[word - 1].is(u"of") && m_words[word - 2].is(u"out");
    const bool sold = m_words[word].is(u"sold") && word + 1 < m_words.size() && m_words[word + 1].is(u"out");
    if (!out && !sold)
        return false;
    std::optional<Place> best;
    double most = 0;
    for (int table = 0; table < m_index.tableCount(); ++table) {
        for (const Place place : m_index.columnsOf(table)) {
            const ColumnFacts &facts = m_index.facts(place);
            if (!facts.numeric || facts.identifier || facts.hidden || hasOneOf(facts.name, limits)
                || !hasOneOf(facts.name, amounts))
                continue;
            const bool kept = hasOneOf(facts.name, stocks) || hasOneOf(m_index.facts(table).name, stocks);
            const double likely = kept ? 1 - 0.1 * double(facts.name.size()) : 0;
            if (likely > most) {
                best = place;
                most = likely;
            }
        }
    }
    if (!best)
        return false;
    Restriction none;
    none.column = *best;
    none.values = {{u"0"_s, 0.0}};
    addRestriction(std::move(none));
    return true;
}

/// "return rate": how many in a hundred have one; "scrap rate": one quantity of a row in a hundred of another.
bool Sentence::saysRate()
{
    static constexpr QStringView wholes[] = {u"total", u"produc", u"made", u"order", u"inspect", u"sampl", u"plan"};
    const bool rate = m_words[here().begin].is(u"rate") || m_words[here().begin].is(u"rates");
    if (!rate || here().end != here().begin + 1 || m_at == 0 || here().begin == 0
        || (!here().mentions.empty() && here().mentions.front().score > 0.96))
        return false;
    if (m_left && m_leftAt == m_at - 1 && isQuantity(*m_left)) {
        std::optional<Place> whole;
        size_t rank = std::size(wholes);
        for (const Place place : m_index.columnsOf(m_left->table)) {
            if (place == *m_left || !isQuantity(place))
                continue;
            for (size_t i = 0; i < rank; ++i) {
                if (hasOneOf(m_index.facts(place).name, std::span(wholes).subspan(i, 1))) {
                    whole = place;
                    rank = i;
                }
            }
        }
        if (!whole)
            return false;
        std::erase_if(m_meaning.outputs, [&](const Measure &output) { return output.of == *m_left; });
        addRatio({Ratio::Operation::Share, {Function::Sum, *m_left}, {Function::Sum, *whole}, {}, {}, {}});
        return true;
    }
    for (const int table : m_index.tablesOf(m_words[here().begin - 1].stem)) {
        const int key = m_index.facts(table).keyColumn;
        int owner = -1;
        for (const int other : m_index.neighbours(table)) {
            if (stepsToOwner(table, other) == 1
                && (owner < 0 || m_index.table(other).rowCount.value_or(0) > m_index.table(owner).rowCount.value_or(0)))
                owner = other;
        }
        if (key < 0 || owner < 0 || m_index.facts(table).name.size() != 1)
            continue;
        std::erase_if(m_meaning.outputs, [&](const Measure &output) { return output.of.table == table; });
        std::erase(m_meaning.tables, table);
        if (m_meaning.entity == table)
            m_meaning.entity = -1;
        nameTable(owner);
        Restriction present;
        present.kind = Restriction::Kind::Missing;
        present.column = {table, key};
        present.negated = true;
        const Measure all{Function::CountRows, {owner, -1}};
        addRatio({Ratio::Operation::Share, all, all, {std::move(present)}, {}, {}});
        return true;
    }
    return false;
}

/// "reports to Ann", "managed by Ann": rows that refer to another row of their own table.
bool Sentence::saysReportsTo()
{
    static constexpr QStringView verbs[] = {u"managed", u"supervised", u"led", u"headed"};
    static constexpr QStringView superiors[] = {u"manag",    u"report", u"boss", u"supervis",
                                                u"superior", u"lead",   u"head"};
    const size_t word = here().begin;
    if (word + 1 >= m_words.size() || m_others)
        return false;
    const bool reports = m_words[word].stem == u"report" && m_words[word + 1].is(u"to");
    if (!reports && !(isOneOf(m_words[word].lower, verbs) && m_words[word + 1].is(u"by")))
        return false;
    size_t superior = m_at;
    while (item(superior).kind != Kind::End && item(superior).begin < word + 2)
        ++superior;
    if (item(superior).kind != Kind::Value)
        return false;
    for (const Mention &mention : item(superior).mentions) {
        const int table = mention.place.table;
        const int key = m_index.facts(table).keyColumn;
        for (const ForeignKey &reference : m_index.table(table).foreignKeys) {
            if (key < 0 || reference.columns.size() != 1 || reference.referencedTable != m_index.table(table).name)
                continue;
            for (const Place place : m_index.columnsOf(table)) {
                if (m_index.column(place).name != reference.columns.front()
                    || !hasOneOf(m_index.facts(place).name, superiors))
                    continue;
                nameTable(table);
                m_meaning.entity = table;
                m_resolver.setEntity(table);
                Restriction among;
                among.column = place;
                beginOthers(std::move(among), {Function::Value, {table, key}});
                m_at = superior - 1;
                return true;
            }
        }
    }
    return false;
}

/// "unplanned" where a column says whether something was planned.
bool Sentence::deniesFlag()
{
    if (here().kind != Kind::Unknown || here().end != here().begin + 1)
        return false;
    const QString &said = m_words[here().begin].lower;
    for (const QString &prefix : {u"un"_s, u"non"_s, u"non-"_s}) {
        if (!said.startsWith(prefix) || said.size() < prefix.size() + 4)
            continue;
        const Item &next = item(m_at + 1);
        std::optional<Place> flag;
        for (const Place place : m_index.placesOf(stemOf(said.sliced(prefix.size())))) {
            if (place.isTable() || m_index.facts(place).no.isEmpty() || m_index.facts(place).hidden)
                continue;
            const bool spokenOf = next.kind == Kind::Table && next.mentions.front().place.table == place.table;
            if (!flag || spokenOf)
                flag = place;
        }
        if (!flag)
            continue;
        Restriction denied;
        denied.column = *flag;
        denied.values = {{m_index.facts(*flag).no, {}}};
        addRestriction(std::move(denied));
        return true;
    }
    return false;
}

/// "average pay" where what people are paid has another name.
bool Sentence::saysPay()
{
    static constexpr QStringView pays[] = {u"pay", u"wage", u"wages", u"salary", u"salaries", u"earnings"};
    if (m_functions.empty() || here().end != here().begin + 1 || !isOneOf(m_words[here().begin].lower, pays)
        || (!here().mentions.empty() && here().mentions.front().score > 0.65))
        return false;
    bool reversed = false;
    const std::optional<Place> column = m_resolver.hinted(payHints(), m_at, &reversed);
    if (!column || !m_index.facts(*column).numeric)
        return false;
    for (const Function function : std::exchange(m_functions, {}))
        addOutput({function, *column});
    return true;
}

/// "average age of machines": counted from the date on which they began to be what they are.
bool Sentence::averagesAge()
{
    static constexpr QStringView begins[] = {u"birth",   u"born",   u"dob",     u"built",  u"found", u"open", u"instal",
                                             u"commiss", u"launch", u"purchas", u"bought", u"creat", u"start"};
    const bool age = m_words[here().begin].is(u"age") || m_words[here().begin].is(u"ages");
    if (!age || here().end != here().begin + 1 || m_functions.empty() || m_functions.front() != Function::Average
        || (!here().mentions.empty() && here().mentions.front().score > 0.65))
        return false;
    const Item &next = item(skip(m_at + 1));
    const int owner = next.kind == Kind::Table ? next.mentions.front().place.table : m_meaning.entity;
    if (owner < 0)
        return false;
    std::optional<Place> begin;
    size_t dates = 0;
    for (const Place place : m_index.columnsOf(owner)) {
        const ColumnFacts &facts = m_index.facts(place);
        if (!facts.temporal || facts.hidden)
            continue;
        ++dates;
        if (!begin || (hasOneOf(facts.name, begins) && !hasOneOf(m_index.facts(*begin).name, begins)))
            begin = place;
    }
    if (!begin || (dates > 1 && !hasOneOf(m_index.facts(*begin).name, begins)))
        return false;
    for (size_t i = m_at + 1; i < m_items.size() && item(i).kind != Kind::End; ++i) { // "in years" is how ages are said
        if (m_words[item(i).begin].is(u"years") && item(i).begin > 0 && m_words[item(i).begin - 1].is(u"in"))
            m_consumed[i] = true;
    }
    m_functions.clear();
    Measure years{Function::Average, *begin};
    years.combined = Combination{Combination::Operation::YearsUntil, *begin};
    addOutput(years);
    return true;
}

/// "how many people work nights": of a table that holds people.
bool Sentence::countsPeople(size_t noun)
{
    static constexpr QStringView people[] = {u"people", u"persons", u"folks"};
    if (item(noun).kind != Kind::Unknown || !isOneOf(m_words[item(noun).begin].lower, people))
        return false;
    std::vector<int> tables;
    for (const Item &said : m_items) {
        if (said.kind == Kind::Value && holdsPeople(said.mentions.front().place.table))
            tables.push_back(said.mentions.front().place.table);
    }
    for (int table = 0; tables.empty() && table < m_index.tableCount(); ++table) {
        if (holdsPeople(table))
            tables.push_back(table);
    }
    if (tables.empty())
        return false;
    nameTable(tables.front());
    addOutput({Function::CountRows, {tables.front(), -1}});
    m_consumed[noun] = true;
    if (item(noun + 1).end == item(noun + 1).begin + 1
        && m_words[std::min(item(noun + 1).begin, m_words.size() - 1)].is(u"work"))
        m_consumed[noun + 1] = true; // what people do, and nothing of that name
    return true;
}

bool Sentence::isQuantity(Place place) const
{
    static constexpr QStringView stems[] = {u"quantiti", u"qty", u"unit", u"piec", u"count"};
    const ColumnFacts &facts = m_index.facts(place);
    return facts.numeric && !facts.identifier && !facts.yearLike && !facts.hidden && hasOneOf(facts.name, stems);
}

/// How many of something a row stands for.
std::optional<Place> Sentence::quantityOf(int table) const
{
    std::optional<Place> best;
    for (const Place place : m_index.columnsOf(table)) {
        if (isQuantity(place) && (!best || m_index.facts(place).name.size() < m_index.facts(*best).name.size()))
            best = place;
    }
    return best;
}

/// The one number that the rows of a table keep.
std::optional<Place> Sentence::onlyNumberOf(int table) const
{
    std::optional<Place> only;
    for (const Place place : m_index.columnsOf(table)) {
        const ColumnFacts &facts = m_index.facts(place);
        if (!facts.numeric || facts.identifier || facts.foreignKey || facts.yearLike || facts.hidden
            || !facts.yes.isEmpty())
            continue;
        if (only)
            return {};
        only = place;
    }
    return only;
}

/// "units shipped": what the rows add up to.
bool Sentence::countsUnits()
{
    const Word &word = m_words[here().begin];
    const bool units =
        (word.is(u"units") || word.is(u"pieces")) && here().end == here().begin + 1 && !isSurelyNamed(here());
    const bool counted = m_at > 0 && item(m_at - 1).is(CueKind::HowMany);
    const bool heads = m_meaning.entity < 0 && m_meaning.outputs.empty();
    if (!units || (!counted && !heads && m_functions.empty()) || m_restricting)
        return false;
    m_sumsUnits = true;
    m_functions.clear();
    return true;
}

void Sentence::settleUnits()
{
    if (!m_sumsUnits)
        return;
    std::vector<int> tables;
    for (const Restriction &restriction : m_meaning.where) {
        if (restriction.kind == Restriction::Kind::During || restriction.ofYear)
            tables.push_back(restriction.column.table);
    }
    for (const int table : m_resolver.tablesInPlay())
        tables.push_back(table);
    for (const int table : tables) {
        const std::optional<Place> quantity = quantityOf(table);
        if (!quantity)
            continue;
        std::erase_if(m_meaning.outputs, [](const Measure &output) {
            return output.function == Function::Value || output.function == Function::CountRows;
        });
        m_meaning.outputs.insert(m_meaning.outputs.begin(), {Function::Sum, *quantity});
        m_meaning.entity = table;
        if (std::ranges::find(m_meaning.tables, table) == m_meaning.tables.end())
            m_meaning.tables.push_back(table);
        return;
    }
}

/// "how many pumps did we produce": a quantity that is kept, and no number of rows.
bool Sentence::sumsWhatIsDone(Place column)
{
    const bool counts = m_meaning.outputs.size() == 1 && m_meaning.outputs.front().function == Function::CountRows;
    const Item &said = here();
    if (!counts || !isQuantity(column) || said.end != said.begin + 1 || m_functions.empty() == false
        || m_words[said.begin].stem != m_index.facts(column).name.front().stem
        || m_choices.choose({{"count.quantity", 0.8}, {"count.itsRows", 0.0}}) == 1)
        return false;
    m_meaning.outputs.front() = {Function::Sum, column};
    return true;
}

/// "how many pumps did we produce": the verb is akin to nothing else than to a quantity that is kept.
bool Sentence::addsUpWhatWeDid(size_t verb)
{
    static constexpr QStringView doers[] = {u"we", u"they", u"it", u"you"};
    const size_t word = item(verb).begin;
    if (item(verb).kind == Kind::Value || item(verb).end != word + 1 || word == 0
        || !isOneOf(m_words[word - 1].lower, doers))
        return false;
    std::optional<Place> quantity;
    for (const Place place : m_index.placesOf(m_words[word].stem)) {
        if (place.isTable() || !isQuantity(place) || m_index.facts(place).name.front().stem != m_words[word].stem)
            continue;
        if (quantity)
            return false;
        quantity = place;
    }
    if (!quantity)
        return false;
    nameTable(quantity->table);
    addOutput({Function::Sum, *quantity});
    m_consumed[verb] = true;
    return true;
}

/// "tuition received": what is said of a mass and not of pieces is how much there was of it.
bool Sentence::saysReceived()
{
    static constexpr QStringView verbs[] = {u"received", u"collected", u"earned", u"paid", u"taken"};
    const bool bare = m_meaning.outputs.empty() && m_functions.empty() && !m_restricting && !m_not;
    if (!bare || here().kind == Kind::Value || here().end != here().begin + 1 || m_at != 1
        || item(0).kind != Kind::Table || !isOneOf(m_words[here().begin].lower, verbs)
        || m_words[item(0).end - 1].lower.endsWith(u's') || m_meaning.entity < 0)
        return false;
    std::vector<Place> amounts = m_index.columnsOf(m_meaning.entity);
    std::erase_if(amounts, [&](Place place) { return likenessToAmount(place) <= 1.5; });
    if (amounts.size() != 1)
        return false;
    addOutput({Function::Sum, amounts.front()});
    return true;
}

/// "how many antibiotics were prescribed": not the kinds that there are, but how often it happened.
void Sentence::countEventsOfKinds()
{
    Meaning &m = m_meaning;
    if (m.outputs.size() != 1 || m.outputs.front().function != Function::CountRows || m.events.size() != 1)
        return;
    const int kinds = m.outputs.front().of.table;
    const int event = m.events.front();
    if (kinds < 0 || kinds == event || stepsToOwner(event, kinds) != 1)
        return;
    for (size_t i = 1; i + 2 < m_items.size(); ++i) {
        const bool isKind = item(i).kind == Kind::Table && item(i).sort && item(i).sort->place.table == kinds;
        if (!isKind || !item(i - 1).is(CueKind::HowMany)
            || !(item(i + 1).is(CueKind::Be) || item(i + 1).is(CueKind::Filler)))
            continue;
        m.outputs.front().of.table = event;
        m.entity = event;
        return;
    }
}

/// "… and how many of each": the quantity that stands where the rows are put together with others.
bool Sentence::countsOfEach(size_t counted)
{
    const size_t after = here().end;
    const bool each = after + 1 < m_words.size() && m_words[after].is(u"of")
                      && (m_words[after + 1].is(u"each") || m_words[after + 1].is(u"them"));
    if (!each || item(counted).kind != Kind::End || m_meaning.entity < 0 || m_at == 0
        || !item(m_at - 1).is(CueKind::And))
        return false;
    for (const int table : m_index.neighbours(m_meaning.entity)) {
        const std::optional<Place> quantity = quantityOf(table);
        const bool links = std::ranges::any_of(m_resolver.tablesInPlay(), [&](int other) {
            return other != m_meaning.entity && stepsToOwner(table, other) == 1;
        });
        if (!quantity || !links || stepsToOwner(table, m_meaning.entity) != 1)
            continue;
        std::erase_if(m_meaning.outputs, &Measure::isAggregate);
        if (m_meaning.outputs.empty())
            m_meaning.outputs = displayOf(m_meaning.entity);
        addOutput({Function::Value, *quantity});
        m_resolver.use(table);
        m_at = counted - 1;
        return true;
    }
    return false;
}

/// "5 star reviews", "rated 4 stars": of a column that rates.
bool Sentence::saysStars()
{
    const Item &unit = item(m_at + 1);
    if (unit.kind == Kind::End || !(m_words[unit.begin].is(u"star") || m_words[unit.begin].is(u"stars"))
        || !m_index.placesOf(m_words[unit.begin].stem).empty())
        return false;
    bool reversed = false;
    const std::optional<Place> column = m_resolver.hinted(qualityHints(), m_at + 1, &reversed);
    if (!column || reversed)
        return false;
    const Literal stars{here().text, here().number};
    m_at += 1;
    addEquality(*column, {stars}, false);
    if (item(m_at + 1).is(CueKind::OrMore) && !m_meaning.where.empty()) {
        m_meaning.where.back().comparison =
            item(m_at + 1).cue.direction > 0 ? sql::Comparison::GreaterOrEqual : sql::Comparison::LessOrEqual;
        m_at += 1;
    }
    return true;
}

/// "more than 2000 square metres": the unit says which column is compared.
bool Sentence::readsUnit(size_t number, sql::Comparison comparison)
{
    const auto unit = unitAt(m_words, item(number).end);
    if (!unit || (m_left && m_at - m_leftAt <= 2 && m_index.facts(*m_left).numeric))
        return false;
    bool reversed = false;
    const std::optional<Place> column = m_resolver.hinted(unit->hints, number, &reversed);
    if (!column || !m_index.facts(*column).numeric)
        return false;
    Restriction restriction;
    restriction.column = *column;
    restriction.comparison = comparison;
    restriction.values = {{item(number).text, item(number).number}};
    const size_t end = item(number).end + unit->words;
    m_at = number;
    while (item(m_at + 1).kind != Kind::End && item(m_at + 1).begin < end)
        ++m_at;
    addRestriction(std::move(restriction));
    return true;
}

/// "per square metre": the figure is divided by what the rows have of that.
bool Sentence::perUnit(size_t next)
{
    if (item(next).kind == Kind::End)
        return false;
    const auto unit = unitAt(m_words, item(next).begin);
    if (!unit)
        return false;
    bool reversed = false;
    const std::optional<Place> column = m_resolver.hinted(unit->hints, next, &reversed);
    if (!column || !m_index.facts(*column).numeric)
        return false;
    m_perUnit = column;
    const size_t end = item(next).begin + unit->words;
    m_at = next;
    while (item(m_at + 1).kind != Kind::End && item(m_at + 1).begin < end)
        ++m_at;
    return true;
}

void Sentence::settlePerUnit()
{
    if (!m_perUnit)
        return;
    const auto figure = std::ranges::find_if(m_meaning.outputs, [](const Measure &output) {
        return output.function == Function::Sum || output.function == Function::CountRows;
    });
    const bool rows = std::ranges::find(m_meaning.groups, Place{m_perUnit->table, -1}) != m_meaning.groups.end();
    if (figure == m_meaning.outputs.end() || !rows || figure->of.table < 0)
        return;
    Measure of = *figure;
    m_meaning.outputs.erase(figure);
    addRatio({Ratio::Operation::Quotient, std::move(of), {Function::Maximum, *m_perUnit}, {}, {}, {}});
}

/// A date that was not named is that of the rows that are added up, or of what they belong to.
void Sentence::settlePeriods(int table)
{
    std::vector<int> tables{table};
    for (const int other : m_index.neighbours(table)) {
        if (stepsToOwner(table, other) == 1)
            tables.push_back(other);
    }
    for (Restriction &restriction : m_meaning.where) {
        if (!restriction.guessed || restriction.column.table == table)
            continue;
        std::optional<Place> date;
        for (const int dated : tables) {
            for (const Place place : m_index.columnsOf(dated)) {
                const bool fits = m_index.facts(place).temporal && !m_index.facts(place).hidden
                                  && (restriction.ofYear || tells(place, restriction.period));
                if (fits && !date)
                    date = place;
            }
            if (date && dated == table)
                break;
        }
        if (date && m_choices.choose({{"period.ofAmount", 0.8}, {"period.guessed", 0.0}}) == 0)
            restriction.column = *date;
    }
}

/// "countries with customers but no store": of a column that both tables have, what only one of them holds.
void Sentence::settleSharedAbsence()
{
    Meaning &m = m_meaning;
    if (m.outputs.size() != 1 || m.outputs.front().isAggregate() || m.outputs.front().of.isTable()
        || m.absences.size() != 1 || !m.absences.front().where.empty() || !m.groups.empty())
        return;
    const Place shown = m.outputs.front().of;
    const ColumnFacts &facts = m_index.facts(shown);
    const int other = m.absences.front().table;
    if (facts.unique || facts.identifier || facts.nameLike || facts.numeric || other == shown.table)
        return;
    for (const Place place : m_index.columnsOf(other)) {
        if (m_index.facts(place).name.back().stem != facts.name.back().stem || m_index.facts(place).identifier
            || m_index.facts(place).numeric != facts.numeric)
            continue;
        if (m_choices.choose({{"absence.ofValue", 0.8}, {"absence.ofRow", 0.0}}) == 1)
            return;
        auto rows = std::make_shared<Meaning>();
        rows->entity = other;
        rows->outputs = {{Function::Value, place}};
        rows->tables = {other};
        Restriction among;
        among.kind = Restriction::Kind::Among;
        among.column = shown;
        among.negated = true;
        among.rows = std::move(rows);
        m.where.push_back(std::move(among));
        m.absences.clear();
        std::erase(m.tables, other);
        m.distinct = true;
        return;
    }
}

} // namespace tabletalk::ask
