// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/ResultMatch.h"

#include "core/sql/Tokenizer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tabletalk::evaluation {

using namespace Qt::StringLiterals;

namespace {

using Cell = ComparableResult::Cell;
using Columns = std::vector<size_t>;

constexpr double tolerance = 1e-6;
constexpr size_t mostPairedRows = 2000; ///< rows that differ by rounding and are paired one by one
constexpr size_t mostGoldColumns = 12;
constexpr size_t mostGivenColumns = 40;
constexpr int mostColumnOrders = 3000;

bool isClose(double a, double b, double relative)
{
    if (!std::isfinite(a) || !std::isfinite(b))
        return a == b;
    return std::abs(a - b) <= std::max(relative * std::max(std::abs(a), std::abs(b)), tolerance);
}

bool isSame(const Cell &a, const Cell &b)
{
    if (a.key == b.key)
        return true;
    return a.isNumber && b.isNumber && isClose(a.number, b.number, tolerance);
}

/// A result with its columns chosen and put in order.
class View
{
public:
    View(const ComparableResult &result, const Columns &columns)
        : m_result(result)
        , m_columns(columns)
    {}

    size_t rowCount() const { return m_result.rowCount(); }
    size_t width() const { return m_columns.size(); }
    bool holdsReals() const { return m_result.holdsReals(); }
    const Cell &at(size_t row, size_t column) const { return m_result.at(row, m_columns[column]); }

    std::uint64_t keyOf(size_t row) const
    {
        std::uint64_t key = m_columns.size();
        for (const size_t column : m_columns)
            key = spread(key * 3 + m_result.at(row, column).key);
        return key;
    }

private:
    const ComparableResult &m_result;
    const Columns &m_columns;
};

bool areSameRows(const View &a, size_t rowOfA, const View &b, size_t rowOfB)
{
    for (size_t column = 0; column < a.width(); ++column) {
        if (!isSame(a.at(rowOfA, column), b.at(rowOfB, column)))
            return false;
    }
    return true;
}

bool areSameInOrder(const View &gold, const View &given)
{
    for (size_t row = 0; row < gold.rowCount(); ++row) {
        if (!areSameRows(gold, row, given, row))
            return false;
    }
    return true;
}

struct KeyedRow
{
    std::uint64_t key = 0;
    size_t row = 0;
};

std::vector<KeyedRow> keyedRows(const View &view)
{
    std::vector<KeyedRow> rows(view.rowCount());
    for (size_t row = 0; row < rows.size(); ++row)
        rows[row] = {view.keyOf(row), row};
    std::ranges::stable_sort(rows, {}, &KeyedRow::key);
    return rows;
}

/// The rows of each that the other has not, after rounding.
std::pair<std::vector<size_t>, std::vector<size_t>> differences(const View &gold, const View &given)
{
    const std::vector<KeyedRow> ofGold = keyedRows(gold);
    const std::vector<KeyedRow> ofGiven = keyedRows(given);
    std::pair<std::vector<size_t>, std::vector<size_t>> left;
    size_t a = 0;
    size_t b = 0;
    while (a < ofGold.size() || b < ofGiven.size()) {
        if (b == ofGiven.size() || (a < ofGold.size() && ofGold[a].key < ofGiven[b].key))
            left.first.push_back(ofGold[a++].row);
        else if (a == ofGold.size() || ofGiven[b].key < ofGold[a].key)
            left.second.push_back(ofGiven[b++].row);
        else
            ++a, ++b;
    }
    return left;
}

/// Pairs each row of gold with one of the given rows that differs from it by rounding alone.
bool canBePaired(const View &gold, const View &given)
{
    auto [goldRows, givenRows] = differences(gold, given);
    if (goldRows.size() > mostPairedRows)
        return false;
    for (const size_t row : goldRows) {
        const auto pair =
            std::ranges::find_if(givenRows, [&](size_t other) { return areSameRows(gold, row, given, other); });
        if (pair == givenRows.end())
            return false;
        givenRows.erase(pair);
    }
    return givenRows.empty();
}

std::uint64_t sumOfKeys(const View &view)
{
    std::uint64_t sum = 0;
    for (size_t row = 0; row < view.rowCount(); ++row)
        sum += view.keyOf(row);
    return sum;
}

bool areSame(const View &gold, const View &given, bool ordered)
{
    if (gold.width() != given.width())
        return false;
    if (ordered)
        return areSameInOrder(gold, given);
    if (sumOfKeys(gold) == sumOfKeys(given))
        return true;
    return (gold.holdsReals() || given.holdsReals()) && canBePaired(gold, given);
}

Columns allColumns(const ComparableResult &result)
{
    Columns columns(result.width());
    std::iota(columns.begin(), columns.end(), size_t(0));
    return columns;
}

/// The values of one column in an order of their own, for telling quickly that two columns differ.
struct Signature
{
    std::uint64_t sum = 0; ///< of the keys
    std::vector<double> numbers;
    std::vector<std::uint64_t> others;
};

Signature signatureOf(const ComparableResult &result, size_t column)
{
    Signature signature;
    for (size_t row = 0; row < result.rowCount(); ++row) {
        const Cell &cell = result.at(row, column);
        signature.sum += spread(cell.key);
        if (cell.isNumber)
            signature.numbers.push_back(cell.number);
        else
            signature.others.push_back(cell.key);
    }
    std::ranges::sort(signature.numbers);
    std::ranges::sort(signature.others);
    return signature;
}

bool mayBeSame(const Signature &a, const Signature &b)
{
    if (a.sum == b.sum)
        return true;
    return a.others == b.others
           && std::ranges::equal(a.numbers, b.numbers, [](double x, double y) { return isClose(x, y, tolerance); });
}

/// Looks for an order of the given columns, some of them left out, that makes the rows those of gold.
class ColumnSearch
{
public:
    ColumnSearch(const GoldResult &gold, const ComparableResult &given)
        : m_gold(gold)
        , m_given(given)
        , m_goldColumns(allColumns(gold.result))
    {
        std::vector<Signature> signatures;
        for (size_t column = 0; column < given.width(); ++column)
            signatures.push_back(signatureOf(given, column));
        for (const size_t column : m_goldColumns) {
            const Signature wanted = signatureOf(gold.result, column);
            m_choices.emplace_back();
            for (size_t other = 0; other < given.width(); ++other) {
                if (mayBeSame(wanted, signatures[other]))
                    m_choices.back().push_back(other);
            }
            // What stands in its own place is tried first.
            std::ranges::stable_sort(m_choices.back(), {}, [&](size_t other) { return other != column; });
        }
    }

    bool succeeds()
    {
        if (m_chosen.size() == m_goldColumns.size()) {
            --m_triesLeft;
            return areSame(View(m_gold.result, m_goldColumns), View(m_given, m_chosen), m_gold.ordered);
        }
        for (const size_t column : m_choices[m_chosen.size()]) {
            if (m_triesLeft <= 0)
                return false;
            if (std::ranges::find(m_chosen, column) != m_chosen.end())
                continue;
            m_chosen.push_back(column);
            if (succeeds())
                return true;
            m_chosen.pop_back();
        }
        return false;
    }

private:
    const GoldResult &m_gold;
    const ComparableResult &m_given;
    const Columns m_goldColumns;
    std::vector<Columns> m_choices; ///< for each column of gold
    Columns m_chosen;
    int m_triesLeft = mostColumnOrders;
};

} // namespace

Match compare(const GoldResult &gold, const ComparableResult &given)
{
    if (gold.result.rowCount() != given.rowCount())
        return {};
    if (given.rowCount() == 0)
        return {true, true, true};
    const size_t wanted = gold.result.width();
    const size_t width = given.width();
    if (width < wanted)
        return {};
    const Columns goldColumns = allColumns(gold.result);
    const Columns givenColumns = allColumns(given);
    if (areSame(View(gold.result, goldColumns), View(given, givenColumns), gold.ordered))
        return {true, true, true};
    if (wanted > mostGoldColumns || width > mostGivenColumns || !ColumnSearch(gold, given).succeeds())
        return {};
    return {false, width == wanted, true};
}

Match compare(std::span<const std::shared_ptr<const GoldResult>> golds, const ComparableResult &given)
{
    Match best;
    for (const std::shared_ptr<const GoldResult> &gold : golds) {
        const Match match = compare(*gold, given);
        best.exact = best.exact || match.exact;
        best.inAnyColumns = best.inAnyColumns || match.inAnyColumns;
        best.withMoreColumns = best.withMoreColumns || match.withMoreColumns;
    }
    return best;
}

bool ordersItsRows(QStringView sql, Dialect dialect)
{
    const auto tokens = sql::tokenize(sql, dialect);
    if (!tokens)
        return false;
    int depth = 0;
    const sql::Token *before = nullptr;
    for (const sql::Token &token : *tokens) {
        if (token.kind == sql::TokenKind::OpenParen)
            ++depth;
        else if (token.kind == sql::TokenKind::CloseParen)
            --depth;
        else if (depth == 0 && before && before->isWord("ORDER"_L1) && token.isWord("BY"_L1))
            return true;
        before = token.kind == sql::TokenKind::Comment ? before : &token;
    }
    return false;
}

} // namespace tabletalk::evaluation
