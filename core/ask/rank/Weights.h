// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace tabletalk::ask {

/// What each named decision and trait of a candidate counts for. The numbers are data,
/// read from a resource, so that they can be learned and replaced without touching code.
class Weights
{
public:
    /// The weights that come with the program.
    static Weights builtIn();
    /// From lines of "name<tab>weight"; lines that start with # are remarks.
    static Weights fromText(QStringView text);

    double of(std::string_view name) const;

private:
    std::vector<std::pair<std::string, double>> m_weights; ///< by name
};

} // namespace tabletalk::ask
