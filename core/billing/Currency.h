// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::billing {

/// A currency of ISO 4217. A default-constructed one is none.
class Currency
{
public:
    Currency() = default;

    /// Nothing for what is no code of a currency in use; codes are in capitals.
    static std::optional<Currency> fromCode(QStringView code);
    static std::vector<Currency> all();

    QString code() const;
    /// How many digits its minor unit has: 2 for the euro, none for the yen.
    int minorDigits() const;
    bool isNone() const { return m_row == 0; }

    friend bool operator==(const Currency &, const Currency &) = default;

private:
    explicit Currency(size_t row)
        : m_row(row)
    {}
    size_t m_row = 0; ///< in the table of Currency.cpp
};

} // namespace tabletalk::billing
