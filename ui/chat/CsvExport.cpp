// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/CsvExport.h"

#include <utility>

namespace tabletalk::ui {

namespace {

constexpr int pageRows = 1000;

QString csvField(const QVariant &cell)
{
    QString text = exactText(cell);
    if (cell.typeId() == QMetaType::QString && !text.isEmpty() && !numberOf(cell)
        && QStringLiteral("=+-@\t\r").contains(text.front())) {
        text.prepend(u'\'');
    }
    const bool quote = text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r');
    if (!quote)
        return text;
    text.replace(u'"', QStringLiteral("\"\""));
    return u'"' + text + u'"';
}

} // namespace

QByteArray csvLine(const CellRow &cells)
{
    QStringList fields;
    fields.reserve(qsizetype(cells.size()));
    for (const QVariant &cell : cells)
        fields.append(csvField(cell));
    const QString line = fields.join(u',') + QStringLiteral("\r\n");
    return line.toUtf8();
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
                                        if (page)
                                            take(*page);
                                        else
                                            fail(page.error());
                                    });
}

void CsvExport::take(const api::ResultPage &page)
{
    QByteArray text;
    if (m_done == 0) {
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
    if (m_done < page.rowCount && page.rows.empty())
        return fail(Problem::of(ProblemCode::Unavailable,
                                tr("The server stopped after %1 of %2 rows.").arg(m_done).arg(page.rowCount),
                                tr("Ask the question again and export it then.")));
    if (m_done < page.rowCount)
        return fetch();
    if (!m_file.commit())
        return fail(Problem::of(ProblemCode::Unavailable,
                                tr("%1 cannot be written: %2").arg(m_file.fileName(), m_file.errorString())));
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
    m_file.cancelWriting();
    Q_EMIT failed(why);
    deleteLater();
}

} // namespace tabletalk::ui
