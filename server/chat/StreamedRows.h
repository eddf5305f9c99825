// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chat/ResultSpool.h"

#include <chrono>
#include <functional>

namespace tabletalk {

/// Puts rows into the spool and tells from time to time how far it is: when the first window
/// of rows is there, and then at most once an interval. A result that is quickly complete
/// is not told of in parts.
class StreamedRows final : public RowSink
{
public:
    using Tell = std::function<void(const SpooledResult &soFar)>;

    StreamedRows(ResultSpool::Writer &writer, std::chrono::milliseconds interval, Tell tell)
        : m_writer(writer)
        , m_interval(interval)
        , m_tell(std::move(tell))
    {}

    void begin(const std::vector<ResultColumn> &columns) override;
    void row(Row &&row) override;

private:
    using Clock = std::chrono::steady_clock;

    ResultSpool::Writer &m_writer;
    const std::chrono::milliseconds m_interval;
    const Tell m_tell;
    Clock::time_point m_toldAt;
    bool m_told = false;
};

/// Ends a statement whose rows cannot be taken any more. A sink that throws would tear the
/// driver out of its statement; this one keeps the problem, and asks the statement to stop as
/// a person would.
class StoppableSink final : public RowSink
{
public:
    StoppableSink(RowSink &next, const std::stop_token &outer)
        : m_next(next)
        , m_onOuter(outer, [this] { m_stop.request_stop(); })
    {}

    void begin(const std::vector<ResultColumn> &columns) override;
    void row(Row &&row) override;

    std::stop_token token() const { return m_stop.get_token(); }
    /// Why the rows could not be taken, if so.
    const std::optional<Problem> &problem() const { return m_problem; }

private:
    RowSink &m_next;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_onOuter;
    std::optional<Problem> m_problem;
};

} // namespace tabletalk
