// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/TableProfiler.h"

#include "core/schema/SecretColumns.h"

#include <QHash>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <string>
#include <unordered_map>

namespace tabletalk {

namespace {

constexpr size_t maxDistinct = 400'000; ///< distinct values told apart in a column
constexpr size_t maxCounted = 1'000;    ///< values whose frequency is counted
constexpr size_t maxSamples = 20;       ///< values shown
constexpr size_t maxTexts = 20'000;     ///< texts of one column kept for finding values
constexpr size_t maxTextLength = 120;   ///< longer texts are prose, not values
constexpr size_t maxSampleLength = 100;
constexpr qint64 datesNeeded = 1;

/// A set of 64-bit hashes with open addressing: all that counting distinct values needs.
class HashSet
{
public:
    /// True when the hash is new. Beyond the limit nothing is new any more.
    bool insert(quint64 hash)
    {
        hash |= 1; // zero marks an empty place
        if (m_size * 2 >= m_places.size() && !grow())
            return false;
        size_t place = hash & (m_places.size() - 1);
        while (m_places[place] != 0) {
            if (m_places[place] == hash)
                return false;
            place = (place + 1) & (m_places.size() - 1);
        }
        m_places[place] = hash;
        ++m_size;
        return true;
    }
    size_t size() const { return m_size; }
    bool isFull() const { return m_size >= maxDistinct; }

private:
    bool grow()
    {
        if (isFull())
            return false;
        std::vector<quint64> old(std::max<size_t>(64, m_places.size() * 2));
        old.swap(m_places);
        const size_t mask = m_places.size() - 1;
        for (const quint64 hash : old) {
            if (hash == 0)
                continue;
            size_t place = hash & mask;
            while (m_places[place] != 0)
                place = (place + 1) & mask;
            m_places[place] = hash;
        }
        return true;
    }

    std::vector<quint64> m_places;
    size_t m_size = 0;
};

/// splitmix64's finaliser: spreads neighbouring numbers over all bits.
quint64 spread(quint64 x)
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

QString textOf(double number)
{
    return toDisplayText(Cell(number));
}

bool digitsAt(std::string_view text, std::initializer_list<size_t> places)
{
    return std::ranges::all_of(places, [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; });
}

} // namespace

bool looksLikeDate(std::string_view text)
{
    return text.size() == 10 && text[4] == '-' && text[7] == '-' && digitsAt(text, {0, 1, 2, 3, 5, 6, 8, 9});
}

bool looksLikeTimestamp(std::string_view text)
{
    return text.size() >= 16 && text.size() <= 35 && looksLikeDate(text.substr(0, 10))
           && (text[10] == ' ' || text[10] == 'T') && text[13] == ':' && digitsAt(text, {11, 12, 14, 15});
}

struct TableProfiler::ColumnState
{
    struct Counted
    {
        QString text;
        qint64 count = 0;
    };

    bool keepsTexts = false;
    bool secret = false; ///< by its name; its values are counted and none is kept
    size_t secrets = 0;  ///< values that look like one, whatever the column is called
    qint64 nulls = 0;
    qint64 integers = 0;
    qint64 reals = 0;
    qint64 texts = 0;
    qint64 binaries = 0;
    qint64 dates = 0;
    qint64 timestamps = 0;
    qint64 textBytes = 0;
    bool longTexts = false; ///< some were too long to keep
    HashSet distinct;
    std::unordered_map<quint64, Counted> counted;
    std::vector<QString> kept;
    double minimumNumber = 0;
    double maximumNumber = 0;
    qint64 minimumInteger = 0;
    qint64 maximumInteger = 0;
    std::string minimumText;
    std::string maximumText;

    qint64 numbers() const { return integers + reals; }
    qint64 present() const { return numbers() + texts + binaries; }

    template <class MakeText>
    bool count(quint64 hash, MakeText makeText)
    {
        const bool isNew = distinct.insert(hash);
        if (const auto found = counted.find(hash); found != counted.end())
            ++found->second.count;
        else if (isNew && !secret && counted.size() < maxCounted)
            keepCounted(hash, makeText());
        return isNew;
    }

    void keepCounted(quint64 hash, QString text)
    {
        if (looksSecretValue(text))
            ++secrets;
        else
            counted.emplace(hash, Counted{std::move(text), 1});
    }

    void addNumber(double value)
    {
        minimumNumber = numbers() == 0 ? value : std::min(minimumNumber, value);
        maximumNumber = numbers() == 0 ? value : std::max(maximumNumber, value);
    }
    void addInteger(qint64 value);
    void addReal(double value);
    void addText(std::string_view utf8);

    std::vector<QString> samples() const;
    std::optional<ColumnType> typeOfAll() const;
    void setRange(ColumnProfile &profile) const;
    bool holdsSecrets() const;
};

void TableProfiler::ColumnState::addInteger(qint64 value)
{
    addNumber(static_cast<double>(value));
    minimumInteger = integers == 0 ? value : std::min(minimumInteger, value);
    maximumInteger = integers == 0 ? value : std::max(maximumInteger, value);
    ++integers;
    count(spread(static_cast<quint64>(value)), [&] { return QString::number(value); });
}

void TableProfiler::ColumnState::addReal(double value)
{
    addNumber(value);
    ++reals;
    quint64 bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    count(spread(bits ^ 0x5bd1e995ULL), [&] { return textOf(value); });
}

void TableProfiler::ColumnState::addText(std::string_view utf8)
{
    if (texts == 0 || utf8 < minimumText)
        minimumText = utf8.substr(0, maxTextLength);
    if (texts == 0 || utf8 > maximumText)
        maximumText = utf8.substr(0, maxTextLength);
    ++texts;
    textBytes += static_cast<qint64>(utf8.size());
    dates += looksLikeDate(utf8);
    timestamps += looksLikeTimestamp(utf8);
    const auto decoded = [&](size_t limit) {
        return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(std::min(utf8.size(), limit)));
    };
    const quint64 hash = spread(qHashBits(utf8.data(), utf8.size(), 0x7ab1e7a1));
    const bool isNew = count(hash, [&] { return decoded(maxSampleLength); });
    longTexts = longTexts || utf8.size() > maxTextLength;
    if (isNew && keepsTexts && kept.size() < maxTexts && utf8.size() <= maxTextLength && !utf8.empty()
        && !looksSecretValue(decoded(maxTextLength)))
        kept.push_back(decoded(maxTextLength));
}

std::vector<QString> TableProfiler::ColumnState::samples() const
{
    std::vector<Counted> all;
    all.reserve(counted.size());
    for (const auto &[hash, value] : counted)
        all.push_back(value);
    std::ranges::sort(all, [](const Counted &a, const Counted &b) {
        return a.count != b.count ? a.count > b.count : a.text < b.text;
    });
    std::vector<QString> shown;
    for (size_t i = 0; i < std::min(all.size(), maxSamples); ++i)
        shown.push_back(all[i].text);
    return shown;
}

/// The type that every value has, if they have one in common.
std::optional<ColumnType> TableProfiler::ColumnState::typeOfAll() const
{
    if (present() == 0)
        return std::nullopt;
    if (integers == present())
        return ColumnType::Integer;
    if (numbers() == present())
        return ColumnType::Real;
    if (texts == present() && dates >= datesNeeded && dates == texts)
        return ColumnType::Date;
    if (texts == present() && timestamps + dates == texts && timestamps > 0)
        return ColumnType::Timestamp;
    if (texts == present())
        return ColumnType::Text;
    return binaries == present() ? std::optional(ColumnType::Binary) : std::nullopt;
}

void TableProfiler::ColumnState::setRange(ColumnProfile &profile) const
{
    if (texts > 0 && texts == present()) {
        profile.minimum = QString::fromUtf8(minimumText.data(), static_cast<qsizetype>(minimumText.size()));
        profile.maximum = QString::fromUtf8(maximumText.data(), static_cast<qsizetype>(maximumText.size()));
    } else if (integers > 0 && reals == 0) {
        profile.minimum = QString::number(minimumInteger);
        profile.maximum = QString::number(maximumInteger);
    } else if (numbers() > 0) {
        profile.minimum = textOf(minimumNumber);
        profile.maximum = textOf(maximumNumber);
    }
}

/// Some secrets among other values are left out one by one; where many are, nothing is kept.
/// One in ten numbers of sixteen digits passes the check of card numbers by chance.
bool TableProfiler::ColumnState::holdsSecrets() const
{
    return secret || (secrets > 0 && secrets * 4 >= secrets + counted.size());
}

TableProfiler::TableProfiler(const Table &table)
{
    for (const Column &column : table.columns) {
        auto state = std::make_unique<ColumnState>();
        state->secret = looksSecret(column.name);
        state->keepsTexts = !state->secret
                            && (column.type == ColumnType::Text || column.type == ColumnType::Other
                                || column.type == ColumnType::Integer || column.type == ColumnType::Decimal);
        m_columns.push_back(std::move(state));
    }
}

TableProfiler::~TableProfiler() = default;

void TableProfiler::addNull(size_t column)
{
    ++m_columns[column]->nulls;
}

void TableProfiler::addInteger(size_t column, qint64 value)
{
    m_columns[column]->addInteger(value);
}

void TableProfiler::addReal(size_t column, double value)
{
    m_columns[column]->addReal(value);
}

void TableProfiler::addText(size_t column, std::string_view utf8)
{
    m_columns[column]->addText(utf8);
}

void TableProfiler::addNumberText(size_t column, std::string_view text)
{
    const QByteArray bytes = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
    bool whole = false;
    const qint64 integer = bytes.toLongLong(&whole);
    if (whole)
        m_columns[column]->addInteger(integer);
    else
        m_columns[column]->addReal(bytes.toDouble());
}

void TableProfiler::addBinary(size_t column)
{
    ++m_columns[column]->binaries;
}

void TableProfiler::finish(Table &table, std::vector<ColumnValues> &values, bool allRows, bool typesFromData) const
{
    for (size_t i = 0; i < m_columns.size() && i < table.columns.size(); ++i) {
        const ColumnState &state = *m_columns[i];
        Column &column = table.columns[i];
        ColumnProfile profile;
        profile.exact = allRows;
        profile.nullCount = state.nulls;
        if (!state.distinct.isFull() && state.binaries == 0)
            profile.distinctCount = static_cast<qint64>(state.distinct.size());
        const bool secret = state.holdsSecrets();
        if (!secret)
            profile.samples = state.samples();
        if (!secret && (state.secrets == 0 || state.texts == 0))
            state.setRange(profile);
        profile.samplesComplete = !secret && state.secrets == 0 && allRows && state.distinct.size() <= maxSamples
                                  && !state.longTexts && state.binaries == 0;
        column.profile = std::move(profile);

        const std::optional<ColumnType> seen = state.typeOfAll();
        const bool saysLittle = column.type == ColumnType::Other || column.type == ColumnType::Text;
        const bool isNoDate = (column.type == ColumnType::Date || column.type == ColumnType::Timestamp)
                              && (seen == ColumnType::Integer || seen == ColumnType::Real || seen == ColumnType::Text);
        if (typesFromData && seen && (saysLittle || isNoDate))
            column.type = *seen;

        const bool isDate = state.texts > 0 && state.dates + state.timestamps == state.texts;
        const bool isProse = state.texts > 0 && state.textBytes / state.texts > 80;
        if (secret || state.kept.empty() || isDate || isProse)
            continue;
        ColumnValues texts{table.schema, table.name, column.name, state.kept, false};
        texts.complete = state.secrets == 0 && allRows && !state.longTexts && !state.distinct.isFull()
                         && state.kept.size() < maxTexts;
        values.push_back(std::move(texts));
    }
}

} // namespace tabletalk
