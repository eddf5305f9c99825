// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/KeyTargets.h"

#include "core/schema/ColumnWords.h"

#include <QStringList>

#include <algorithm>
#include <span>

namespace tabletalk {

namespace {

constexpr double missingWordCost = 0.12; ///< "line" for production_lines
constexpr double keyNameScore = 0.9;     ///< the key says what its table is, the table does not
constexpr double foreignPluralScore = 0.97;
constexpr double noiseEndScore = 0.88; ///< "customer" for customer_data
constexpr size_t mostMissingWords = 2;
constexpr size_t mostOfOneName = 24;

bool isOneOf(QStringView word, std::initializer_list<QStringView> words)
{
    return std::ranges::find(words, word) != words.end();
}

bool isMark(const QString &word)
{
    return isOneOf(word, {u"id",   u"key",  u"code", u"number",    u"no",     u"nr",     u"num",
                          u"fk",   u"pk",   u"ref",  u"reference", u"uuid",   u"guid",   u"identifier",
                          u"name", u"isbn", u"sku",  u"nummer",    u"numero", u"codigo", u"clave"});
}

/// Words of table names that say how it is kept and not what is in it.
bool isNoise(const QString &word)
{
    return isOneOf(word, {u"tbl",         u"tb",   u"t",      u"table",  u"dim",  u"dimension", u"fact", u"ref",
                          u"reference",   u"lu",   u"lookup", u"lkp",    u"mst",  u"master",    u"data", u"info",
                          u"information", u"list", u"record", u"detail", u"base", u"header"});
}

QString joined(std::span<const QString> words)
{
    QString text;
    for (const QString &word : words) {
        if (!text.isEmpty())
            text += u' ';
        text += word;
    }
    return text;
}

std::vector<QString> entityWords(const Table &table)
{
    std::vector<QString> words = nameWords(table.name);
    while (words.size() > 1 && isNoise(words.front()))
        words.erase(words.begin());
    return words;
}

/// What the word may be one of in other languages: "kunde" and "kund" of "kunden".
std::vector<QString> foreignSingulars(const QString &word)
{
    std::vector<QString> singulars;
    for (const QStringView ending : {u"n", u"en", u"e", u"er"}) {
        if (word.size() >= ending.size() + 4 && word.endsWith(ending))
            singulars.push_back(word.chopped(ending.size()));
    }
    return singulars;
}

bool isMeasuredUnique(const Table &table, const Column &column)
{
    const ColumnProfile &profile = column.profile;
    return profile.exact && profile.distinctCount && table.rowCount && *table.rowCount > 1
           && *profile.distinctCount == *table.rowCount;
}

/// The declared key; without one a unique column that is called like a key.
int keyColumnOf(const Table &table)
{
    if (table.kind != TableKind::Table || table.primaryKey.size() > 1)
        return -1;
    const auto position = [&](auto &&test) {
        const auto found = std::ranges::find_if(table.columns, test);
        return found == table.columns.end() ? -1 : int(found - table.columns.begin());
    };
    if (table.primaryKey.size() == 1)
        return position([&](const Column &column) { return column.name == table.primaryKey.front(); });
    const int unique = position([](const Column &column) { return column.unique; });
    if (unique >= 0)
        return unique;
    const QString entity = joined(entityWords(table));
    return position([&](const Column &column) {
        const ReferenceName name = ReferenceName::of(column.name);
        const bool calledKey = !name.mark.isEmpty() && name.mark != QStringLiteral("name")
                               && (name.core.empty() || joined(name.core) == entity);
        return calledKey && isMeasuredUnique(table, column);
    });
}

} // namespace

ReferenceName ReferenceName::of(const QString &columnName)
{
    ReferenceName name;
    name.words = nameWords(columnName);
    name.core = name.words;
    // club_id_1 and club_id_2 are two references to one table.
    const auto isCount = [](const QString &word) { return word.size() <= 2 && word.front().isDigit(); };
    if (name.core.size() > 2 && isCount(name.core.back()) && isMark(name.core[name.core.size() - 2]))
        name.core.pop_back();
    if (!name.core.empty() && isMark(name.core.back())) {
        name.mark = name.core.back();
        name.core.pop_back();
    }
    // "member in charge" is a member, the "country of origin" a country.
    const auto isLink = [](const QString &word) { return isOneOf(word, {u"in", u"of", u"for", u"at"}); };
    const auto link = std::ranges::find_if(name.core, isLink);
    const bool phrase =
        !name.mark.isEmpty() && link != name.core.end() && link != name.core.begin() && link + 1 != name.core.end();
    if (phrase)
        name.core.erase(link, name.core.end());
    return name;
}

KeyTargets::KeyTargets(const Schema &schema)
{
    m_keys.reserve(schema.tables.size());
    for (int t = 0; t < int(schema.tables.size()); ++t) {
        const Table &table = schema.tables[size_t(t)];
        m_keys.push_back(keyColumnOf(table));
        if (m_keys.back() >= 0)
            addTable(table, {t, m_keys.back(), ReferenceName::of(table.columns[size_t(m_keys.back())].name), 1, true});
        addOthers(table, t);
        addComposite(table, t);
    }
}

/// The key under all that its table may be called.
void KeyTargets::addTable(const Table &table, KeyTarget target)
{
    const std::vector<QString> entity = entityWords(table);
    for (size_t missing = 0; missing < entity.size() && missing <= mostMissingWords; ++missing) {
        target.nameScore = 1 - missingWordCost * double(missing);
        add(joined(std::span(entity).subspan(missing)), target);
    }
    target.nameScore = foreignPluralScore;
    for (const QString &word : foreignSingulars(entity.back())) {
        std::vector<QString> words = entity;
        words.back() = word;
        add(joined(words), target);
    }
    target.nameScore = noiseEndScore;
    if (entity.size() > 1 && isNoise(entity.back()))
        add(joined(std::span(entity).first(entity.size() - 1)), target);
    target.nameScore = keyNameScore;
    target.byTable = false;
    if (!target.name.core.empty())
        add(joined(target.name.core), target);
}

/// Unique texts beside the key: the "code" of countries, the "grape" of grapes.
void KeyTargets::addOthers(const Table &table, int index)
{
    if (table.kind != TableKind::Table)
        return;
    QString entity;
    for (int c = 0; c < int(table.columns.size()); ++c) {
        const Column &column = table.columns[size_t(c)];
        if (c == m_keys.back() || column.type != ColumnType::Text
            || !(column.unique || isMeasuredUnique(table, column)))
            continue;
        ReferenceName name = ReferenceName::of(column.name);
        if (name.mark == u"name")
            continue;
        if (entity.isEmpty())
            entity = joined(entityWords(table));
        const bool standsForRow = joined(name.core) == entity || (name.core.empty() && !name.mark.isEmpty());
        if (!standsForRow)
            continue;
        KeyTarget target{index, c, std::move(name), 1, true};
        target.other = true;
        add(entity, target);
    }
}

void KeyTargets::addComposite(const Table &table, int index)
{
    if (table.kind != TableKind::Table || table.primaryKey.size() < 2)
        return;
    CompositeTarget target{index, {}};
    for (const QString &name : table.primaryKey) {
        const auto found = std::ranges::find(table.columns, name, &Column::name);
        if (found == table.columns.end())
            return;
        target.columns.push_back(int(found - table.columns.begin()));
    }
    std::vector<CompositeTarget> &targets = m_composites[table.primaryKey.back().toLower()];
    if (targets.size() <= mostOfOneName)
        targets.push_back(std::move(target));
}

void KeyTargets::add(const QString &words, KeyTarget target)
{
    Named &named = m_byWords[words];
    std::vector<KeyTarget> &targets = named.targets;
    for (KeyTarget &known : targets) {
        if (known.table == target.table && known.column == target.column) {
            known.nameScore = std::max(known.nameScore, target.nameScore);
            return;
        }
    }
    const bool exact = target.byTable && target.nameScore == 1;
    if (exact && named.exact < mostOfOneName) {
        targets.insert(targets.begin() + qptrdiff(named.exact), std::move(target));
        ++named.exact;
    } else if (exact) {
        named.tooManyExact = true;
    } else if (targets.size() - named.exact < mostOfOneName) {
        targets.push_back(std::move(target));
    } else {
        named.tooMany = true;
    }
}

std::span<const KeyTarget> KeyTargets::calledBy(const QString &words) const
{
    const auto found = m_byWords.constFind(words);
    if (found == m_byWords.constEnd() || found->tooManyExact)
        return {};
    return found->tooMany ? std::span(found->targets).first(found->exact) : std::span(found->targets);
}

std::span<const CompositeTarget> KeyTargets::compositesWith(const QString &columnName) const
{
    const auto found = m_composites.constFind(columnName.toLower());
    if (found == m_composites.constEnd() || found->size() > mostOfOneName)
        return {};
    return *found;
}

} // namespace tabletalk
