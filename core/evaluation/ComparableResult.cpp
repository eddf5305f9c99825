// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/ComparableResult.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <span>

namespace tabletalk::evaluation {

namespace {

/// Keys of different kinds start apart, so that the text "1" is not the number 1.
enum KeyStart : std::uint64_t { NullStart = 0x6e75, NumberStart = 0x6e6d, TextStart = 0x7478, BinaryStart = 0x6269 };

std::uint64_t keyOfBytes(std::span<const unsigned char> bytes, std::uint64_t key)
{
    for (const unsigned char byte : bytes)
        key = (key ^ byte) * 0x100000001b3;
    return spread(key ^ bytes.size());
}

/// To nine digits: what differs less was computed in another order.
double rounded(double value)
{
    constexpr double exactAsItIs = 1e9;
    constexpr int digitsAfterFirst = 8;
    if (value == 0 || !std::isfinite(value))
        return value == 0 ? 0 : value; // no negative zero
    if (std::abs(value) < exactAsItIs && std::floor(value) == value)
        return value;
    char text[32];
    const auto written =
        std::to_chars(std::begin(text), std::end(text), value, std::chars_format::scientific, digitsAfterFirst);
    double result = value;
    std::from_chars(std::begin(text), written.ptr, result);
    return result;
}

ComparableResult::Cell cellOfNumber(double number)
{
    return {spread(std::bit_cast<std::uint64_t>(rounded(number)) ^ NumberStart), number, true};
}

ComparableResult::Cell comparable(const Cell &cell)
{
    if (const std::optional<double> number = toNumber(cell))
        return cellOfNumber(*number);
    if (const auto *text = std::get_if<QString>(&cell))
        return {keyOfBytes(
            {reinterpret_cast<const unsigned char *>(text->constData()), size_t(text->size()) * sizeof(char16_t)},
            TextStart)};
    if (const auto *bytes = std::get_if<QByteArray>(&cell))
        return {keyOfBytes({reinterpret_cast<const unsigned char *>(bytes->constData()), size_t(bytes->size())},
                           BinaryStart)};
    return {spread(NullStart)};
}

} // namespace

std::uint64_t spread(std::uint64_t key)
{
    key = (key ^ (key >> 32)) * 0x9e3779b97f4a7c15;
    key = (key ^ (key >> 29)) * 0xd6e8feb86659fd93;
    return key ^ (key >> 32);
}

void ComparableResult::add(const Row &row)
{
    if (m_width == 0)
        m_width = row.size();
    for (const tabletalk::Cell &cell : row) {
        m_cells.push_back(comparable(cell));
        m_holdsReals = m_holdsReals || std::holds_alternative<double>(cell) || std::holds_alternative<Decimal>(cell);
    }
}

} // namespace tabletalk::evaluation
