// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/ResultExport.h"

#include "core/api/Rows.h"
#include "ui/chat/Cells.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr qint64 pageRows = 1000;

} // namespace

ResultExport::ResultExport(Session &session, Job job, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_job(std::move(job))
    , m_file(m_job.path)
{}

ResultExport::~ResultExport() = default;

void ResultExport::start()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return fail(Problem::of(ProblemCode::Unavailable,
                                tr("%1 cannot be written: %2").arg(m_file.fileName(), m_file.errorString()),
                                tr("Choose another folder.")));
    m_writer = m_job.makeWriter(m_file);
    fetch();
}

void ResultExport::fetch()
{
    const int wanted = int(std::clamp<qint64>(m_job.mostRows - m_done, 1, pageRows));
    if (!m_job.arrangement.isAsItCame())
        return fetchArranged(wanted);
    m_session.call<api::ResultPage>("results.read", api::ReadResultRequest{m_job.result, m_done, wanted}, this,
                                    [this](const Result<api::ResultPage> &page) {
                                        if (m_ended)
                                            return;
                                        if (page)
                                            take(*page);
                                        else
                                            retryOrFail(page.error());
                                    });
}

/// Only a whole result can be arranged, so each page is one of a whole.
void ResultExport::fetchArranged(int wanted)
{
    const api::ArrangedRequest request{m_job.result, m_job.arrangement.sort, m_job.arrangement.filters, m_done, wanted};
    CallOptions options;
    options.timeout = std::chrono::minutes(2);
    m_session.call<api::ArrangedPage>(
        "results.arranged", request, this,
        [this](Result<api::ArrangedPage> page) {
            if (m_ended)
                return;
            if (!page)
                return retryOrFail(page.error());
            api::ResultPage rows;
            rows.columns = std::move(page->columns);
            rows.rows = std::move(page->rows);
            rows.offset = page->offset;
            rows.rowCount = page->rowCount;
            rows.complete = true;
            take(rows);
        },
        options);
}

/// A server that asks for patience gets it.
void ResultExport::retryOrFail(const Problem &why)
{
    const bool patience = why.code == ProblemCode::RateLimited || why.code == ProblemCode::Busy;
    if (why.code == ProblemCode::NotFound)
        return fail(Problem::of(ProblemCode::NotFound, tr("The server does not keep the rows of this answer any more."),
                                tr("Ask the question again and export it then.")));
    if (!patience)
        return fail(why);
    QTimer::singleShot(std::chrono::seconds(std::clamp(why.retryAfterSeconds.value_or(1), 1, 30)), this, [this] {
        if (!m_ended)
            fetch();
    });
}

void ResultExport::cancel()
{
    if (std::exchange(m_ended, true))
        return;
    m_file.cancelWriting();
    Q_EMIT cancelled();
    deleteLater();
}

void ResultExport::take(const api::ResultPage &page)
{
    if (const auto written = write(page); !written)
        return fail(written.error());
    m_done += qint64(page.rows.size());
    const qint64 total = std::min(page.rowCount, m_job.mostRows);
    Q_EMIT progressed(m_done, total);
    const bool enough = m_done >= m_job.mostRows;
    if (!enough && page.rows.empty() && (m_done < page.rowCount || !page.complete))
        return fail(Problem::of(ProblemCode::Unavailable,
                                tr("The server stopped after %1 of %2 rows.").arg(m_done).arg(page.rowCount),
                                tr("Ask the question again and export it then.")));
    if (!enough && (m_done < page.rowCount || !page.complete))
        return fetch();
    finish();
}

Result<void> ResultExport::write(const api::ResultPage &page)
{
    Result<void> done;
    if (!std::exchange(m_begun, true)) {
        m_columns = api::toColumns(page.columns);
        done = m_writer->begin(m_columns);
    }
    for (const auto &row : page.rows) {
        if (done)
            done = m_writer->row(exactRow(cellsOf(row), m_columns));
    }
    return done;
}

void ResultExport::finish()
{
    if (const auto whole = m_writer->end(); !whole)
        return fail(whole.error());
    if (!m_file.commit())
        return fail(Problem::of(ProblemCode::Unavailable,
                                tr("%1 cannot be written: %2").arg(m_file.fileName(), m_file.errorString())));
    m_ended = true;
    Q_EMIT finished(m_done, m_writer->remark());
    deleteLater();
}

void ResultExport::fail(const Problem &why)
{
    m_ended = true;
    m_file.cancelWriting();
    Q_EMIT failed(why);
    deleteLater();
}

} // namespace tabletalk::ui
