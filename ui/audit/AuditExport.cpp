// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/AuditExport.h"

#include "core/api/Codec.h"
#include "core/export/Csv.h"
#include "ui/session/Session.h"

namespace tabletalk::ui {

namespace {

constexpr int recordsAtOnce = 200;
constexpr CsvStyle csvStyle{.guardFormulas = true};

Cell cellOf(const std::optional<QString> &text)
{
    return text ? Cell(*text) : Cell();
}

} // namespace

AuditExport::AuditExport(Session &session, api::AuditListRequest filter, const QString &path, Done done,
                         QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_request(std::move(filter))
    , m_file(path)
    , m_jsonLines(path.endsWith(QStringLiteral(".jsonl"), Qt::CaseInsensitive))
    , m_done(std::move(done))
{
    m_request.limit = recordsAtOnce;
    m_request.cursor.reset();
}

void AuditExport::start()
{
    if (!m_file.open(QIODevice::WriteOnly)) {
        finish(failure(ProblemCode::InvalidRequest, tr("The file cannot be written."), m_file.errorString()));
        return;
    }
    if (!m_jsonLines)
        m_file.write(csvLine({tr("When"), tr("Who"), tr("What"), tr("To what"), tr("Outcome"), tr("Rule"), tr("From"),
                              tr("Program"), tr("Statement"), tr("Hash")},
                             csvStyle));
    fetch();
}

void AuditExport::fetch()
{
    m_session.call<api::AuditList>("audit.list", m_request, this, [this](const Result<api::AuditList> &answer) {
        if (!answer) {
            finish(std::unexpected(answer.error()));
            return;
        }
        for (const api::AuditEntry &entry : answer->items)
            write(entry);
        m_request.cursor = answer->nextCursor;
        if (m_request.cursor)
            fetch();
        else if (m_file.commit())
            finish(m_count);
        else
            finish(failure(ProblemCode::InvalidRequest, tr("The file cannot be written."), m_file.errorString()));
    });
}

void AuditExport::write(const api::AuditEntry &entry)
{
    ++m_count;
    if (m_jsonLines) {
        m_file.write(QByteArray::fromStdString(api::toJsonText(entry) + '\n'));
        return;
    }
    const Cell who = entry.userEmail ? Cell(*entry.userEmail) : entry.userId ? Cell(entry.userId->toString()) : Cell();
    m_file.write(csvLine({entry.at.toRfc3339(), who, entry.action, entry.target, entry.outcome, cellOf(entry.rule),
                          entry.address, entry.client, cellOf(entry.sql), cellOf(entry.hash)},
                         csvStyle));
}

void AuditExport::finish(const Result<int> &result)
{
    m_done(result);
    deleteLater();
}

} // namespace tabletalk::ui
