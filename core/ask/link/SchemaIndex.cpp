// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/SchemaIndex.h"

#include "core/ask/link/Glossary.h"
#include "core/ask/link/VisiblePart.h"
#include "core/ask/read/Lexicon.h"
#include "core/ask/read/QuestionReader.h"
#include "core/schema/ColumnWords.h"
#include "core/text/CommonWords.h"
#include "core/text/NameParts.h"
#include "core/text/Spelling.h"

#include <QSet>
#include <QStringList>

#include <algorithm>
#include <array>
#include <set>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

static constexpr qsizetype beginningLength = 3;
static constexpr qsizetype longestIndexedValue = 100;
static constexpr size_t mostPlacesOfAValue = 12;
static constexpr qsizetype shortestAbbreviation = 3;
static constexpr qsizetype longestAbbreviation = 6;
static constexpr std::ptrdiff_t mostCompared = 20'000;

size_t qHash(const Place &place, size_t seed)
{
    return qHashMulti(seed, place.table, place.column);
}

static bool oneOf(QStringView word, std::initializer_list<QStringView> words)
{
    return std::ranges::find(words, word) != words.end();
}

QString stemsOf(const QString &foldedText)
{
    QStringList stems;
    for (const QString &word : foldedText.split(u' '))
        stems << stemOf(word);
    return stems.join(u' ');
}

/// Words like "number" in "phone_number" may be left out when people name the thing.
static double weightOfPart(const QString &word, bool alone)
{
    if (alone)
        return 1;
    if (oneOf(word, {u"of", u"the", u"in", u"and", u"a", u"for", u"to", u"by", u"on"}))
        return 0;
    if (oneOf(word, {u"name", u"code", u"text", u"value", u"full"}))
        return 0.35;
    if (oneOf(word, {u"number", u"type", u"description", u"details", u"detail", u"title", u"date", u"no", u"total"}))
        return 0.5;
    if (oneOf(word, {u"other",    u"usd",     u"eur",      u"gbp",    u"km",      u"kg",    u"cm", u"m", u"million",
                     u"millions", u"billion", u"thousand", u"k",      u"percent", u"yn",    u"f",  u"c", u"g",
                     u"feet",     u"meters",  u"metres",   u"inches", u"mph",     u"miles", u"1",  u"2"}))
        return 0.2;
    return 1;
}

static double weightOfTablePart(const QString &word, bool alone)
{
    if (alone)
        return 1;
    if (oneOf(word, {u"of", u"the", u"in", u"and", u"a", u"for", u"to", u"by", u"on", u"with", u"has", u"have", u"is",
                     u"per", u"at"}))
        return 0;
    return oneOf(word, {u"ref", u"reference", u"tbl", u"table", u"list", u"detail", u"details", u"info", u"information",
                        u"record", u"records", u"data", u"all", u"dim", u"fact", u"t", u"v", u"view"})
               ? 0.15
               : 1;
}

static std::vector<NamePart> takenApart(const QString &name)
{
    std::vector<NamePart> parts;
    const auto add = [&](const QString &word) { parts.push_back({word, stemOf(word), 1, false}); };
    for (const QString &written : humanName(name).split(u' ', Qt::SkipEmptyParts)) {
        if (oneOf(written, {u"forename", u"firstname", u"givenname"})) {
            add(u"first"_s);
            add(u"name"_s);
        } else if (oneOf(written, {u"surname", u"lastname", u"familyname"})) {
            add(u"last"_s);
            add(u"name"_s);
        } else {
            add(written);
        }
    }
    if (parts.empty()) // some engines let a name be empty
        add(unnamedWord.toString());
    return parts;
}

/// The parts of a name; equal names, of which a large schema has thousands, share their texts.
std::vector<NamePart> SchemaIndex::namePartsOf(const QString &name)
{
    auto known = m_names.constFind(name);
    if (known == m_names.constEnd())
        known = m_names.insert(name, takenApart(name));
    return *known;
}

SchemaIndex::SchemaIndex(std::shared_ptr<const Understanding> understanding, const Vocabulary *vocabulary)
    : m_understanding(std::move(understanding))
{
    if (vocabulary)
        adopt(*vocabulary);
    const int count = int(m_understanding->schema.tables.size());
    m_tables.resize(size_t(count));
    QSet<QString> names;
    for (const Table &table : m_understanding->schema.tables) {
        const QString name = table.name.toLower();
        if (names.contains(name))
            m_sharedNames.insert(name);
        names.insert(name);
    }
    for (int t = 0; t < count; ++t)
        readTable(t);
    for (int t = 0; t < count; ++t)
        chooseDisplayColumns(t);
    findCalledLikeTable();
    findNearNames();
    weighRoles();
    indexValues();
    findNeighbours();
    m_names = {}; // only of use while the index is made
}

SchemaIndex::~SchemaIndex() = default;

/// A reference by a role of its own is called by the role: "supervisor" for supervisor_id.
void SchemaIndex::weighRoles()
{
    static constexpr double numberWeight = 0.15;
    for (TableFacts &facts : m_tables) {
        for (ColumnFacts &column : facts.columns) {
            const bool numbered = column.foreignKey && column.name.size() == 2 && column.name.back().word == u"id";
            if (numbered && tablesOf(column.name.front().stem).empty())
                column.name.back().weight = numberWeight;
        }
    }
}

void SchemaIndex::adopt(Vocabulary vocabulary)
{
    dropUnusable(vocabulary, m_understanding->schema); // the database may have changed since
    VisiblePart visible = visiblePart(m_understanding, vocabulary);
    m_understanding = std::move(visible.understanding);
    m_hidden = std::move(visible.keptHidden);
    m_concealing = std::move(visible.concealing);
    m_glossary = std::make_unique<const Glossary>(vocabulary, m_understanding->schema);
}

/// A column that only joins and counts: no word names it, and nothing it could be compared with fits.
void SchemaIndex::hide(Place place, ColumnFacts &facts) const
{
    if (!m_hidden.contains({place.table, place.column}))
        return;
    const QString unspeakable(QChar(u'\u0001'));
    facts.name = {{unspeakable, unspeakable, 1, false}};
    facts.hidden = true;
    facts.identifier = true;
    facts.numeric = false;
    facts.temporal = false;
    facts.yearLike = false;
    facts.dates = {};
    facts.nameLike = false;
    facts.storedText = false;
    facts.yes.clear();
    facts.no.clear();
}

/// Single words and phrases of two or three.
void SchemaIndex::findNearNames()
{
    static constexpr size_t longestPhrase = 3;
    std::set<QString> stems;
    const auto add = [&](const std::vector<NamePart> &name) {
        for (size_t begin = 0; begin < name.size(); ++begin) {
            QString phrase;
            for (size_t end = begin; end < std::min(name.size(), begin + longestPhrase); ++end) {
                phrase += (end > begin ? u" "_s : QString()) + name[end].stem;
                if (end > begin || !isStopWord(name[begin].word))
                    stems.insert(phrase);
            }
        }
    };
    for (const TableFacts &facts : m_tables) {
        add(facts.name);
        for (const ColumnFacts &column : facts.columns)
            add(column.name);
    }
    m_nearNames.add({stems.begin(), stems.end()});
    m_stems.assign(m_byStem.keyBegin(), m_byStem.keyEnd());
    std::ranges::sort(m_stems);
    std::ranges::copy_if(m_stems, std::back_inserter(m_strangeStems), [](const QString &stem) {
        return stem.size() >= shortestAbbreviation && stem.size() <= longestAbbreviation
               && Thesaurus::builtIn().sensesOf(stem).empty();
    });
}

void SchemaIndex::findNeighbours()
{
    m_neighbours.resize(m_tables.size());
    QHash<QString, int> byName;
    for (int t = 0; t < tableCount(); ++t)
        byName.insert(QString(table(t).schema + QChar(u'\0') + table(t).name), t);
    const auto add = [&](int from, int to) {
        std::vector<int> &list = m_neighbours[size_t(from)];
        if (from != to && std::ranges::find(list, to) == list.end())
            list.push_back(to);
    };
    for (int t = 0; t < tableCount(); ++t) {
        for (const ForeignKey &key : table(t).foreignKeys) {
            const int other = byName.value(QString(key.referencedSchema + QChar(u'\0') + key.referencedTable), -1);
            if (other < 0)
                continue;
            add(t, other);
            add(other, t);
            for (int c = 0; c < int(table(t).columns.size()); ++c) {
                if (key.columns.size() == 1 && table(t).columns[size_t(c)].name == key.columns.front())
                    m_tables[size_t(t)].columns[size_t(c)].referenced = other;
            }
        }
    }
}

std::vector<Place> SchemaIndex::columnsOf(int table) const
{
    std::vector<Place> places;
    places.reserve(facts(table).columns.size());
    for (int c = 0; c < int(facts(table).columns.size()); ++c)
        places.push_back({table, c});
    return places;
}

/// "crs" of crs_code, crs_title and crs_credits: what most columns begin with stands for the table.
static void markSharedBeginning(std::vector<ColumnFacts> &columns)
{
    QHash<QString, size_t> counts;
    for (const ColumnFacts &column : columns) {
        if (column.name.size() > 1)
            ++counts[column.name.front().word];
    }
    for (ColumnFacts &column : columns) {
        const size_t count = column.name.size() > 1 ? counts.value(column.name.front().word) : 0;
        if (count >= 3 && 5 * count >= 3 * columns.size())
            column.name.front().ofTable = true;
    }
}

void SchemaIndex::readTable(int t)
{
    const Table &table = m_understanding->schema.tables[size_t(t)];
    TableFacts &facts = m_tables[size_t(t)];
    facts.name = namePartsOf(table.name);
    facts.conceals = m_concealing.contains(t);
    const auto addStem = [&](const QString &stem, Place place) {
        std::vector<Place> &places = m_byStem[stem];
        if (places.empty() && stem.size() >= beginningLength)
            m_stemsByBeginning[stem.left(beginningLength)].push_back(stem);
        if (places.empty() || places.back() != place)
            places.push_back(place);
    };
    for (NamePart &part : facts.name) {
        part.weight = weightOfTablePart(part.word, facts.name.size() == 1);
        addStem(part.stem, {t, -1});
        if (std::vector<int> &tables = m_tablesByStem[part.stem]; tables.empty() || tables.back() != t)
            tables.push_back(t);
    }
    facts.columns.resize(table.columns.size());
    for (int c = 0; c < int(table.columns.size()); ++c) {
        readColumn({t, c}, facts.columns[size_t(c)]);
        hide({t, c}, facts.columns[size_t(c)]);
        for (const NamePart &part : facts.columns[size_t(c)].name)
            addStem(part.stem, {t, c});
    }
    markSharedBeginning(facts.columns);

    if (table.primaryKey.size() == 1) {
        for (int c = 0; c < int(table.columns.size()); ++c) {
            if (table.columns[size_t(c)].name == table.primaryKey.front())
                facts.keyColumn = c;
        }
    }
    size_t references = 0;
    for (const ColumnFacts &column : facts.columns)
        references += column.foreignKey ? 1 : 0;
    facts.bridge = references >= 2 && facts.columns.size() <= references + 1;
}

/// "eid" in employees, "aid" in aircraft: an id with the beginning of its table's name.
static void splitShortIdentifier(const Table &table, const Column &column, std::vector<NamePart> &name)
{
    if (name.size() != 1)
        return;
    const QString word = name.front().word;
    const QString beginning = word.chopped(std::min<qsizetype>(2, word.size()));
    const bool isKey = std::ranges::find(table.primaryKey, column.name) != table.primaryKey.end();
    const bool ofTable = !beginning.isEmpty() && table.name.startsWith(beginning.front(), Qt::CaseInsensitive);
    if (!word.endsWith(u"id") || word.size() < 3 || word.size() > 5 || !(isKey || (ofTable && word.size() <= 4)))
        return;
    name = {{beginning, beginning, 0.03, true}, {u"id"_s, stemOf(u"id"), 1, false}};
}

/// "dname" of departments, "empno" of employees: the initial of the table's name before what the column holds.
static QString withoutInitial(const Table &table, QStringView word)
{
    static constexpr QStringView held[] = {u"name",  u"no",   u"num",    u"number", u"nbr",     u"code",  u"date",
                                           u"type",  u"loc",  u"status", u"title",  u"phone",   u"email", u"address",
                                           u"price", u"cost", u"age",    u"city",   u"location"};
    if (word.size() < 3 || table.name.isEmpty() || word.front().toLower() != table.name.front().toLower()
        || isCommonWord(word))
        return {};
    const QStringView rest = word.sliced(1);
    return std::ranges::find(held, rest) == std::end(held) ? QString() : rest.toString();
}

/// Two values that say yes and no.
static void readFlag(const Column &column, ColumnFacts &facts)
{
    static constexpr std::pair<QStringView, QStringView> pairs[] = {
        {u"y", u"n"}, {u"yes", u"no"}, {u"1", u"0"}, {u"t", u"f"}, {u"true", u"false"}};
    const auto &samples = column.profile.samples;
    if (samples.empty() || samples.size() > 2)
        return;
    for (const auto &[yes, no] : pairs) {
        const bool fits = std::ranges::all_of(samples, [&](const QString &s) {
            return s.compare(yes, Qt::CaseInsensitive) == 0 || s.compare(no, Qt::CaseInsensitive) == 0;
        });
        if (!fits || (samples.size() == 1 && samples.front() == u"1" && !column.profile.samplesComplete))
            continue;
        const bool upper = samples.front().front().isUpper();
        facts.yes = upper && yes.size() == 1 ? yes.toString().toUpper() : yes.toString();
        facts.no = upper && no.size() == 1 ? no.toString().toUpper() : no.toString();
        for (const QString &sample : samples) {
            if (sample.compare(yes, Qt::CaseInsensitive) == 0)
                facts.yes = sample;
            if (sample.compare(no, Qt::CaseInsensitive) == 0)
                facts.no = sample;
        }
    }
}

/// The words that the column's name is made of, and what each is worth in telling it from others.
void SchemaIndex::readName(Place place, ColumnFacts &facts)
{
    const Table &table = m_understanding->schema.tables[size_t(place.table)];
    const Column &column = table.columns[size_t(place.column)];
    facts.name = namePartsOf(column.name);
    QSet<QString> tableStems;
    for (const NamePart &part : m_tables[size_t(place.table)].name)
        tableStems.insert(part.stem);
    const bool allOfTable =
        std::ranges::all_of(facts.name, [&](const NamePart &part) { return tableStems.contains(part.stem); });
    splitShortIdentifier(table, column, facts.name);
    if (const QString rest = facts.name.size() == 1 ? withoutInitial(table, facts.name.front().word) : QString();
        !rest.isEmpty()) {
        const QString initial = facts.name.front().word.first(1);
        facts.name = namePartsOf(rest);
        facts.name.insert(facts.name.begin(), {initial, initial, 0.03, true});
    }
    for (NamePart &part : facts.name) {
        part.weight = weightOfPart(part.word, facts.name.size() == 1);
        part.ofTable = part.ofTable || (!allOfTable && tableStems.contains(part.stem));
    }
}

/// Whether the column tells rows apart or refers to others.
static void readKeys(const Table &table, const Column &column, ColumnFacts &facts)
{
    const QString &lastWord = facts.name.back().word;
    const bool inPrimaryKey = std::ranges::find(table.primaryKey, column.name) != table.primaryKey.end();
    for (const ForeignKey &key : table.foreignKeys)
        facts.foreignKey = facts.foreignKey || std::ranges::find(key.columns, column.name) != key.columns.end();
    facts.unique = column.unique || (inPrimaryKey && table.primaryKey.size() == 1);
    facts.identifier = facts.foreignKey || oneOf(lastWord, {u"id", u"ids", u"uuid", u"key"})
                       || column.role == ColumnRole::Identifier
                       || (inPrimaryKey && oneOf(lastWord, {u"number", u"no", u"num", u"code"}));
}

/// How many of the sample values look like something, from 0 to 1.
template <typename Is>
static double shareOf(const std::vector<QString> &samples, Is is)
{
    return samples.empty() ? 0.0 : double(std::ranges::count_if(samples, is)) / double(samples.size());
}

/// Whether the values are dates or numbers, by their type or by how they look.
static void readType(const Column &column, ColumnFacts &facts)
{
    const auto &samples = column.profile.samples;
    const auto looksNumeric = [](const QString &s) {
        bool ok = false;
        s.toDouble(&ok);
        return ok;
    };
    const auto looksDated = [](const QString &s) {
        return s.size() >= 8 && s.size() <= 30 && s[0].isDigit() && s.count(u'-') + s.count(u'/') >= 2
               && s.contains(s[0]);
    };
    const bool declaredNumber =
        column.type == ColumnType::Integer || column.type == ColumnType::Real || column.type == ColumnType::Decimal;
    const bool allNumbers = samples.size() > 1 && shareOf(samples, looksNumeric) > 0.9;
    // Years kept as text are compared as numbers, and no calendar function reads them.
    const bool numberText = !declaredNumber && allNumbers;
    facts.temporal = column.type == ColumnType::Date || column.type == ColumnType::Timestamp
                     || (column.role == ColumnRole::Date && !numberText)
                     || (!declaredNumber && shareOf(samples, looksDated) > 0.6);
    facts.numeric = declaredNumber || (!facts.temporal && allNumbers);
    // Numbers of one length sort as texts just as well.
    const bool oneLength = column.profile.samplesComplete && std::ranges::all_of(samples, [&](const QString &s) {
                               return s.size() == samples.front().size() && !s.contains(u'-') && !s.contains(u'.');
                           });
    facts.storedText = facts.numeric && column.type == ColumnType::Text && !oneLength;
}

/// Whether the numbers are years, and how dates are written.
static void readDates(const Column &column, Dialect dialect, ColumnFacts &facts)
{
    const auto &samples = column.profile.samples;
    const auto says = [&](std::initializer_list<QStringView> words) {
        return std::ranges::any_of(facts.name, [&](const NamePart &part) { return oneOf(part.word, words); });
    };
    const auto looksLikeYear = [](const QString &s) { return s.size() == 4 && s.toInt() >= 1850 && s.toInt() <= 2035; };
    const double years = shareOf(samples, looksLikeYear);
    facts.yearLike = facts.numeric && (says({u"year", u"yr"}) || (!samples.empty() && years > 0.99))
                     && !says({u"amount", u"price", u"cost", u"fee", u"salary", u"total", u"balance", u"quantity"})
                     && (samples.empty() || years > 0.7);
    facts.dates = dateFormOf(column, dialect);
    const bool digits = facts.dates.kind == DateForm::Kind::Year || facts.dates.kind == DateForm::Kind::Compact
                        || facts.dates.kind == DateForm::Kind::Seconds;
    if (digits && !facts.temporal && !facts.yearLike)
        facts.dates = {};
}

void SchemaIndex::readColumn(Place place, ColumnFacts &facts)
{
    const Table &table = m_understanding->schema.tables[size_t(place.table)];
    const Column &column = table.columns[size_t(place.column)];
    readName(place, facts);
    readKeys(table, column, facts);
    readType(column, facts);
    readDates(column, schema().dialect, facts);
    readFlag(column, facts);
    facts.nameLike = !facts.numeric && !facts.temporal
                     && (column.role == ColumnRole::Name
                         || oneOf(facts.name.back().word, {u"name", u"title", u"names", u"label", u"fullname"}));
}

/// The columns of a person's given and family names, where they are kept apart.
static std::vector<int> namesOfPeople(const TableFacts &facts)
{
    const auto find = [&](std::initializer_list<QStringView> words) {
        const auto found = std::ranges::find_if(facts.columns, [&](const ColumnFacts &column) {
            return column.nameLike && !column.hidden && column.name.size() <= 3
                   && std::ranges::any_of(column.name, [&](const NamePart &part) { return oneOf(part.word, words); });
        });
        return found == facts.columns.end() ? -1 : int(found - facts.columns.begin());
    };
    const int given = find({u"first", u"given", u"forename"});
    const int family = find({u"last", u"family", u"surname"});
    return given >= 0 && family >= 0 ? std::vector{given, family} : std::vector<int>();
}

/// How well a column says which row is spoken of.
static double callsRows(const TableFacts &facts, int c)
{
    const ColumnFacts &column = facts.columns[size_t(c)];
    const auto says = [&](QStringView word) {
        return std::ranges::any_of(column.name, [&](const NamePart &part) { return part.word == word; });
    };
    const bool own = std::ranges::any_of(column.name, &NamePart::ofTable);
    const bool callsTable = std::ranges::all_of(column.name, [&](const NamePart &part) {
        return std::ranges::find(facts.name, part.stem, &NamePart::stem) != facts.name.end();
    });
    if (callsTable && !column.numeric && !column.temporal && !column.foreignKey && c != facts.keyColumn)
        return 12.2; // city.city
    if (column.nameLike)
        return 10 + (own ? 1 : 0) + (column.name.size() == 1 ? 2 : 0)
               - (says(u"last") || says(u"middle") || says(u"short") ? 1 : 0);
    const bool sameAsTable = std::ranges::any_of(column.name, [&](const NamePart &part) {
        return std::ranges::find(facts.name, part.stem, &NamePart::stem) != facts.name.end();
    });
    if (column.identifier && !column.foreignKey && !column.numeric && c != facts.keyColumn)
        return 6 + (sameAsTable ? 1 : 0); // a serial number, the number on the door
    if (!column.numeric && !column.temporal && !column.identifier)
        return 5 + (sameAsTable ? 3 : 0) + (column.unique ? 1 : 0) - (says(u"description") || says(u"details") ? 1 : 0);
    return column.unique || c == facts.keyColumn ? 4 : 0;
}

/// A few kinds that many rows share; they tell no row from another.
static bool isCategory(const ColumnFacts &column, const ColumnProfile &profile)
{
    static constexpr qint64 mostKinds = 30;
    return !column.nameLike && !column.unique && !column.identifier && profile.samplesComplete
           && profile.distinctCount.value_or(mostKinds + 1) <= mostKinds;
}

void SchemaIndex::chooseDisplayColumns(int t)
{
    TableFacts &facts = m_tables[size_t(t)];
    int best = -1;
    double bestScore = -1e9;
    for (int c = 0; c < int(facts.columns.size()); ++c) {
        if (facts.columns[size_t(c)].hidden)
            continue;
        if (const double score = callsRows(facts, c) - 0.01 * c; score > bestScore) {
            best = c;
            bestScore = score;
        }
    }
    if (best < 0)
        return;
    facts.displayColumns = {best};
    const ColumnFacts &chosen = facts.columns[size_t(best)];
    facts.nameless = (best == facts.keyColumn && !chosen.nameLike && (chosen.numeric || chosen.identifier))
                     || isCategory(chosen, column({t, best}).profile);
    if (facts.nameless && facts.keyColumn >= 0)
        facts.displayColumns = {facts.keyColumn};
    // A person's title or rank is no name; a name of all its parts is.
    const auto &name = chosen.name;
    const bool fullName = name.back().word == u"name" && std::ranges::none_of(name, [](const NamePart &part) {
                              return oneOf(part.word, {u"first", u"last", u"middle", u"given", u"family", u"short"});
                          });
    if (const std::vector<int> people = namesOfPeople(facts); !people.empty() && !fullName)
        facts.displayColumns = people;
}

void SchemaIndex::findCalledLikeTable()
{
    for (int t = 0; t < tableCount(); ++t) {
        const TableFacts &facts = m_tables[size_t(t)];
        if (facts.displayColumns.empty())
            continue;
        const ColumnFacts &column = facts.columns[size_t(facts.displayColumns.front())];
        const bool like = std::ranges::all_of(column.name, [&](const NamePart &part) {
            return std::ranges::find(facts.name, part.stem, &NamePart::stem) != facts.name.end();
        });
        if (like && !column.hidden && !column.numeric && !column.temporal && !column.foreignKey)
            m_calledLikeTable.push_back({t, facts.displayColumns.front()});
    }
}

void SchemaIndex::addValue(Place place, const QString &value)
{
    if (value.size() > longestIndexedValue)
        return;
    const QString key = folded(value);
    if (key.isEmpty())
        return;
    const auto add = [&](std::vector<StoredValue> &list) {
        const bool known =
            std::ranges::any_of(list, [&](const StoredValue &v) { return v.place == place && v.text == value; });
        if (!known && list.size() < mostPlacesOfAValue)
            list.push_back({place, value});
    };
    m_longestValueWords = std::clamp<qsizetype>(key.count(u' ') + 1, m_longestValueWords, 10);
    if (const auto &known = m_values[key]; std::ranges::find(known, place, &StoredValue::place) == known.end())
        m_valueWords.add(place, value, key);
    add(m_values[key]);
    if (key.size() > 2 && key.count(u' ') < 4)
        add(m_valueStems[stemsOf(key)]);
}

void SchemaIndex::indexValues()
{
    QHash<QString, int> tables;
    for (int t = 0; t < tableCount(); ++t)
        tables.insert(QString(table(t).schema + QChar(u'\0') + table(t).name), t);
    QSet<Place> covered;
    for (const ColumnValues &values : m_understanding->values) {
        const int t = tables.value(QString(values.schema + QChar(u'\0') + values.table), -1);
        if (t < 0)
            continue;
        for (int c = 0; c < int(table(t).columns.size()); ++c) {
            if (table(t).columns[size_t(c)].name != values.column)
                continue;
            covered.insert({t, c});
            for (const QString &value : values.values)
                addValue({t, c}, value);
        }
    }
    for (int t = 0; t < tableCount(); ++t) {
        for (const Place place : columnsOf(t)) {
            if (covered.contains(place) || facts(place).numeric || facts(place).temporal)
                continue;
            for (const QString &value : column(place).profile.samples)
                addValue(place, value);
        }
    }
    m_valueWords.sort();
}

const std::vector<Place> &SchemaIndex::placesOf(const QString &stem) const
{
    static const std::vector<Place> none;
    const auto found = m_byStem.constFind(stem);
    return found == m_byStem.constEnd() ? none : *found;
}

const std::vector<int> &SchemaIndex::tablesOf(const QString &stem) const
{
    static const std::vector<int> none;
    const auto found = m_tablesByStem.constFind(stem);
    return found == m_tablesByStem.constEnd() ? none : *found;
}

/// The consonants of the short word are those that the long one begins with: "crs" for "course".
static bool leavesVowelsOut(const QString &shortWord, const QString &longWord)
{
    const auto consonants = [](const QString &word) {
        QString kept;
        for (const QChar c : word) {
            if (!QStringView(u"aeiou").contains(c))
                kept += c;
        }
        return kept;
    };
    const QString skeleton = consonants(shortWord);
    return shortWord.size() < longWord.size() && shortWord.front() == longWord.front() && skeleton.size() >= 3
           && consonants(longWord).startsWith(skeleton);
}

std::vector<QString> SchemaIndex::abbreviationsOf(const QString &stem) const
{
    std::vector<QString> found;
    if (stem.isEmpty())
        return found;
    const auto initial = [](const QString &text) { return text.front(); };
    for (const QString &other : std::ranges::equal_range(m_strangeStems, stem.front(), {}, initial)) {
        if (leavesVowelsOut(other, stem))
            found.push_back(other);
    }
    return found;
}

QString SchemaIndex::contractedStem(const QString &word) const
{
    static constexpr qsizetype longest = 5;
    if (word.size() < 2 || word.size() > longest || tableCount() > mostCompared)
        return {};
    const auto singular = [](QStringView text) {
        return text.size() > 2 && text.endsWith(u's') ? text.chopped(1) : text;
    };
    const NamePart *nearest = nullptr;
    for (const TableFacts &table : m_tables) {
        for (const NamePart &part : table.name) {
            if (isContraction(singular(word), singular(part.word))
                && (!nearest || part.word.size() < nearest->word.size()))
                nearest = &part;
        }
    }
    return nearest ? nearest->stem : QString();
}

QString SchemaIndex::respeltStem(const QString &stem) const
{
    const int allowed = slipsAllowed(stem.size());
    if (allowed == 0)
        return {};
    const auto initial = [](const QString &text) { return text.front(); };
    const auto same = std::ranges::equal_range(m_stems, stem.front(), {}, initial);
    if (std::ranges::ssize(same) > mostCompared)
        return {};
    int least = allowed + 1;
    QString nearest;
    bool several = false;
    for (const QString &other : same) {
        const int distance = editDistance(stem, other, std::min(least, allowed));
        if (distance > allowed || distance > least)
            continue;
        several = distance == least;
        least = distance;
        nearest = other;
    }
    return several ? QString() : nearest;
}

std::vector<QString> SchemaIndex::similarStems(const QString &stem) const
{
    std::vector<QString> similar;
    if (stem.size() < 4)
        return similar;
    const auto found = m_stemsByBeginning.constFind(stem.left(beginningLength));
    if (found == m_stemsByBeginning.constEnd())
        return similar;
    for (const QString &other : *found) {
        if (other == stem)
            continue;
        const qsizetype shorter = std::min(stem.size(), other.size());
        qsizetype common = 0;
        while (common < shorter && stem[common] == other[common])
            ++common;
        const bool abbreviates = common == shorter && shorter >= 3;
        const bool related = common >= 5 && double(common) >= 0.65 * double(std::max(stem.size(), other.size()));
        if ((abbreviates && shorter >= 4) || related || (abbreviates && other.size() == 3 && stem.size() <= 9))
            similar.push_back(other);
    }
    return similar;
}

const std::vector<StoredValue> &SchemaIndex::valuesOf(const QString &foldedText) const
{
    static const std::vector<StoredValue> none;
    const auto found = m_values.constFind(foldedText);
    return found == m_values.constEnd() ? none : *found;
}

const std::vector<StoredValue> &SchemaIndex::valuesByStem(const QString &stems) const
{
    static const std::vector<StoredValue> none;
    const auto found = m_valueStems.constFind(stems);
    return found == m_valueStems.constEnd() ? none : *found;
}

} // namespace tabletalk::ask
