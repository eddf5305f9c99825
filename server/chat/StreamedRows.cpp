// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/StreamedRows.h"

namespace tabletalk {

void StreamedRows::begin(const std::vector<ResultColumn> &columns)
{
    m_writer.begin(columns);
    m_toldAt = Clock::now();
    m_told = false;
}

void StreamedRows::row(Row &&row)
{
    m_writer.row(std::move(row));
    const bool firstWindow = !m_told && m_writer.rowCount() == ResultSpool::firstRowsLimit;
    const auto now = Clock::now();
    if (!firstWindow && now - m_toldAt < m_interval)
        return;
    m_toldAt = now;
    m_told = true;
    m_tell(m_writer.snapshot());
}

void StoppableSink::begin(const std::vector<ResultColumn> &columns)
{
    m_problem.reset();
    m_next.begin(columns);
}

void StoppableSink::row(Row &&row)
{
    if (m_problem)
        return;
    try {
        m_next.row(std::move(row));
    } catch (const Problem &problem) {
        m_problem = problem;
        m_stop.request_stop();
    }
}

} // namespace tabletalk
