// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/ResultExport.h"

#include "core/api/Chat.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr qint64 pageRows = 1000;
constexpr int mostWaiting = 2; ///< pages, so that writing bounds what is fetched
constexpr int mostLosses = 5;  ///< of the connection without a page between them

} // namespace

ResultExport::ResultExport(Session &session, Job job, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_job(std::move(job))
    , m_file(m_job.path, std::move(m_job.makeWriter), this)
{
    connect(&m_file, &RowFile::failed, this, &ResultExport::fail);
    connect(&m_file, &RowFile::committed, this, &ResultExport::finish);
    connect(&m_file, &RowFile::pageWritten, this, &ResultExport::goOn);
    connect(&m_file, &RowFile::stopped, this, &QObject::deleteLater);
}

ResultExport::~ResultExport() = default;

void ResultExport::start()
{
    m_file.open();
    fetch();
}

void ResultExport::fetch()
{
    m_fetching = true;
    const int wanted = int(std::clamp<qint64>(m_job.mostRows - m_fetched, 1, pageRows));
    if (!m_job.arrangement.isAsItCame())
        return fetchArranged(wanted);
    m_session.call<api::ResultPage>("results.read", api::ReadResultRequest{m_job.result, m_fetched, wanted}, this,
                                    [this](Result<api::ResultPage> page) {
                                        if (m_ended)
                                            return;
                                        if (page)
                                            take(std::move(*page));
                                        else
                                            retryOrFail(page.error());
                                    });
}

/// Only a whole result can be arranged, so each page is one of a whole.
void ResultExport::fetchArranged(int wanted)
{
    const api::ArrangedRequest request{m_job.result, m_job.arrangement.sort, m_job.arrangement.filters, m_fetched,
                                       wanted};
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
            take(std::move(rows));
        },
        options);
}

/// A server that asks for patience gets it, and one that was lost is waited for, as every call does.
void ResultExport::retryOrFail(const Problem &why)
{
    const bool patience = why.code == ProblemCode::RateLimited || why.code == ProblemCode::Busy;
    const Session::State state = m_session.state();
    const bool comesBack = state == Session::State::Waiting || state == Session::State::Connecting;
    if (why.code == ProblemCode::Unavailable && comesBack && ++m_losses <= mostLosses)
        return fetch();
    if (why.code == ProblemCode::NotFound)
        return fail(Problem::of(ProblemCode::NotFound, tr("The server does not keep the rows of this answer any more."),
                                tr("Ask the question again and export it then.")));
    if (why.code == ProblemCode::Unavailable || why.code == ProblemCode::Cancelled)
        return fail(Problem::of(
            why.code, tr("%1 was not written, because the window lost the server or left it.").arg(m_job.path),
            tr("Export the answer again.")));
    if (!patience)
        return fail(why);
    QTimer::singleShot(std::chrono::seconds(std::clamp(why.retryAfterSeconds.value_or(1), 1, 30)), this, [this] {
        if (!m_ended)
            fetch();
    });
}

void ResultExport::cancel()
{
    if (m_ended || !m_file.stop())
        return;
    m_ended = true;
    Q_EMIT cancelled();
}

void ResultExport::take(api::ResultPage page)
{
    m_fetching = false;
    m_losses = 0;
    const bool isEmpty = page.rows.empty();
    m_fetched += qint64(page.rows.size());
    m_total = std::min(page.rowCount, m_job.mostRows);
    const bool isWhole = m_fetched >= m_job.mostRows || (m_fetched >= page.rowCount && page.complete);
    if (isEmpty && !isWhole)
        return fail(Problem::of(ProblemCode::Unavailable,
                                tr("The server stopped after %1 of %2 rows.").arg(m_fetched).arg(page.rowCount),
                                tr("Ask the question again and export it then.")));
    m_file.write(std::move(page));
    m_hasAll = isWhole;
    if (m_hasAll)
        m_file.commit();
    else if (m_file.waitingPages() < mostWaiting)
        fetch();
}

void ResultExport::goOn()
{
    if (m_ended)
        return;
    Q_EMIT progressed(m_file.writtenRows(), m_total);
    if (m_hasAll && m_file.waitingPages() == 0)
        Q_EMIT ending();
    if (!m_hasAll && !m_fetching)
        fetch();
}

void ResultExport::finish(const QString &remark)
{
    m_ended = true;
    Q_EMIT finished(m_fetched, remark);
    deleteLater();
}

void ResultExport::fail(const Problem &why)
{
    if (std::exchange(m_ended, true))
        return;
    Q_EMIT failed(why);
    if (!m_file.stop())
        deleteLater();
}

} // namespace tabletalk::ui
