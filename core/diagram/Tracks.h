// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

namespace tabletalk {

/// Lanes beside each other in a street of a diagram. Lines that refer to the same box share one; others overlap
/// nowhere.
class Tracks
{
public:
    /// Part of the street is used by lines of that key.
    void use(int key, double from, double to);
    /// All of it.
    void useWhole(int key);
    /// Gives each key its lane; to be called when all uses are known.
    void assign();

    bool isEmpty() const { return m_spans.empty(); }
    /// How much room the lanes need across, margins included; 0 when there are none.
    double width() const;
    /// Across, from the beginning of the street.
    double at(int key) const;

private:
    struct Span
    {
        double low;
        double high;
        int track;
    };

    double step() const;

    std::map<int, Span> m_spans;
    int m_count = 0;
};

} // namespace tabletalk
