// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <random>
#include <vector>

namespace tabletalk::test {

/// Random choices that are the same for a seed on every platform.
class Draw
{
public:
    explicit Draw(quint64 seed)
        : m_source(seed)
    {}

    /// From 0 to below bound.
    int below(int bound) { return int(m_source() % quint64(bound)); }
    int between(int least, int most) { return least + below(most - least + 1); }
    bool chance(int percent) { return below(100) < percent; }
    quint64 bits() { return m_source(); }

    const QString &of(const QStringList &list) { return list[below(int(list.size()))]; }
    template <class T>
    const T &of(const std::vector<T> &list)
    {
        return list[size_t(below(int(list.size())))];
    }

private:
    std::mt19937_64 m_source;
};

} // namespace tabletalk::test
