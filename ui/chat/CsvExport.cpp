// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/CsvExport.h"

#include "core/export/Csv.h"

#include <QTimer>

#include <utility>

namespace tabletalk::ui {

namespace {

constexpr int pageRows = 1000;

Cell cellOf(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
        return std::monostate();
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::LongLong:
        return qint64(value.toLongLong());
    case QMetaType::Double:
        return value.toDouble();
    default:
        return value.toString();
    }
}

} // namespace

QByteArray csvLine(const CellRow &cells)
{
    Row row;
    row.reserve(cells.size());
    for (const QVariant &cell : cells)
        row.push_back(cellOf(cell));
    return tabletalk::csvLine(row, {.guardFormulas = true});
}

CsvExport::CsvExport(Session &session, ResultId result, QString path, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_result(result)
    , m_file(std::move(path))
{}

CsvExport::~CsvExport() = default;

void CsvExport::start()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return fail(Problem::of(ProblemCode::Unavailable,
                                tr("%1 cannot be written: %2").arg(m_file.fileName(), m_file.errorString()),
                                tr("Choose another folder.")));
    fetch();
}

void CsvExport::fetch()
{
    m_session.call<api::ResultPage>("results.read", api::ReadResultRequest{m_result, m_done, pageRows}, this,
                                    [this](const Result<api::ResultPage> &page) {
                                        if (m_ended)
                                            return;
                                        if (page)
                                            take(*page);
                                        else
                                            retryOrFail(page.error());
                                    });
}

/// A server that asks for patience gets it.
void CsvExport::retryOrFail(const Problem &why)
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

void CsvExport::cancel()
{
    if (std::exchange(m_ended, true))
        return;
    m_file.cancelWriting();
    Q_EMIT cancelled();
    deleteLater();
}

void CsvExport::take(const api::ResultPage &page)
{
    QByteArray text;
    if (!std::exchange(m_headed, true)) {
        CellRow header;
        for (const api::ColumnHeader &column : page.columns)
            header.push_back(column.name);
        text += csvLine(header);
    }
    for (const auto &row : page.rows)
        text += csvLine(cellsOf(row));
    if (!write(text))
        return;
    m_done += qint64(page.rows.size());
    Q_EMIT progressed(m_done, page.rowCount);
    if (page.rows.empty() && (m_done < page.rowCount || !page.complete))
        return fail(Problem::of(ProblemCode::Unavailable,
                                tr("The server stopped after %1 of %2 rows.").arg(m_done).arg(page.rowCount),
                                tr("Ask the question again and export it then.")));
    if (m_done < page.rowCount || !page.complete)
        return fetch();
    if (!m_file.commit())
        return fail(Problem::of(ProblemCode::Unavailable,
                                tr("%1 cannot be written: %2").arg(m_file.fileName(), m_file.errorString())));
    m_ended = true;
    Q_EMIT finished(m_done);
    deleteLater();
}

bool CsvExport::write(const QByteArray &text)
{
    if (m_file.write(text) == text.size())
        return true;
    fail(Problem::of(ProblemCode::Unavailable,
                     tr("%1 cannot be written: %2").arg(m_file.fileName(), m_file.errorString()),
                     tr("Is the disk full?")));
    return false;
}

void CsvExport::fail(const Problem &why)
{
    m_ended = true;
    m_file.cancelWriting();
    Q_EMIT failed(why);
    deleteLater();
}

} // namespace tabletalk::ui
