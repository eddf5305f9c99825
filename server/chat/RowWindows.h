// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QByteArray>

#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace tabletalk {

/// Rows of sorted results that were read ahead for whoever goes through all of one, page by page: rows that stand side
/// by side there lie apart in the file, and to open it for each page anew would take minutes. A cache, bounded; who
/// finds no room in it reads page by page. Thread-safe.
class RowWindows
{
public:
    using Clock = std::chrono::steady_clock;

    static constexpr qint64 mostBytes = 48 * 1024 * 1024; ///< of all windows
    static constexpr qint64 windowBytes = 8 * 1024 * 1024;
    static constexpr size_t windowRows = 32'768;
    static constexpr std::chrono::seconds patience{30}; ///< for who does not come back

    struct Window
    {
        qint64 from = 0;               ///< the place of its first row in the arrangement
        std::vector<std::string> rows; ///< as JSON

        qint64 end() const { return from + qint64(rows.size()); }
    };

    /// One that has the row at that place.
    std::shared_ptr<const Window> find(ResultId result, const QByteArray &wanted, qint64 place, Clock::time_point now);
    /// Whether another one would be kept.
    bool hasRoom(Clock::time_point now);
    /// Instead of the one that there may be of the same arrangement.
    void keep(ResultId result, const QByteArray &wanted, std::shared_ptr<const Window> window, Clock::time_point now);
    /// Somebody has had all of it.
    void drop(ResultId result, const QByteArray &wanted);

private:
    struct Kept
    {
        ResultId result;
        QByteArray wanted;
        std::shared_ptr<const Window> window;
        qint64 bytes = 0;
        Clock::time_point usedAt;
    };
    void dropOld(Clock::time_point now);
    void dropThat(ResultId result, const QByteArray &wanted);

    std::mutex m_mutex;
    std::list<Kept> m_kept;
    qint64 m_bytes = 0;
};

} // namespace tabletalk
