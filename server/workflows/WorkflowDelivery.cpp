// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/workflows/WorkflowDelivery.h"

#include "core/base/Clock.h"
#include "server/outbound/Mailer.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"
#include "server/schedules/ScheduleForms.h"
#include "server/schedules/ScheduleParcel.h"
#include "server/schedules/ScheduleStore.h"
#include "server/webhooks/WebhookEvents.h"

#include <QCoreApplication>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Workflows", text);
}

workflow::FillRules rulesOfSubjects()
{
    return {.longestValue = workflow::longestName, .longest = workflow::longestName, .onOneLine = true};
}

QString whereTo(const api::ScheduleDelivery &delivery)
{
    QStringList places;
    if (!delivery.mail.empty())
        places << tr("mail to %1").arg(QStringList(delivery.mail.begin(), delivery.mail.end()).join(u", "_s));
    if (delivery.webhook)
        places << tr("webhooks");
    if (delivery.file)
        places << tr("%1 file").arg(*delivery.file);
    return places.join(u"; "_s);
}

} // namespace

QByteArray placeOfWorkflowFile(WorkflowRunId run, int position)
{
    return "workflow_files/" + run.toString().toLatin1() + '/' + QByteArray::number(position);
}

WorkflowDelivery::Parcel WorkflowDelivery::pack(const api::WorkflowStep &step, const StepSetting &setting, int position,
                                                const QString &timeZone, api::WorkflowStepRun &run) const
{
    const api::ScheduleDelivery delivery = step.delivery.value_or(api::ScheduleDelivery());
    Parcel parcel;
    parcel.subject = StepAsker::filled(step.subject.value_or(QString()), setting, rulesOfSubjects()).simplified();
    if (parcel.subject.isEmpty())
        parcel.subject = setting.workflowName;
    parcel.text = StepAsker::filled(step.text.value_or(QString()), setting, {});
    parcel.outcome.saved.name = parcel.subject;
    parcel.outcome.ranAt = m_parts.clock.now();
    const auto about = setting.results.find(step.of.value_or(QString()));
    if (about != setting.results.end()) {
        parcel.outcome.columns = about->second.columns;
        parcel.outcome.rows = about->second.rows;
        parcel.outcome.truncated = about->second.truncated;
        if (parcel.text.isEmpty())
            parcel.text = about->second.text;
    }
    parcel.outcome.text = parcel.text;
    run.input = whereTo(delivery);
    if (delivery.file) {
        const QByteArray bytes = orThrow(fileOf(parcel.outcome, *delivery.file));
        parcel.file = WorkflowStore::File{
            position, step.key, fileNameOf(parcel.outcome, *delivery.file, zoneNamed(timeZone)), bytes.size(), bytes};
        run.fileName = parcel.file->name;
        run.fileBytes = parcel.file->bytes;
    }
    return parcel;
}

void WorkflowDelivery::mail(const TenantScope &scope, WorkflowRunId run, int position, const api::WorkflowStep &step,
                            const Parcel &parcel, api::WorkflowStepRun &said) const
{
    const auto delivery = step.delivery.value_or(api::ScheduleDelivery());
    if (delivery.mail.empty())
        return;
    if (!m_parts.mailer)
        throw Problem::of(ProblemCode::Unavailable, tr("This server sends no mail any more."));
    const QString sentBy = tr("Sent by a workflow in Tabletalk. Whoever made it can pause or change it there.");
    const QString text = mailTextOf(parcel.outcome, {}, sentBy);
    int members = 0;
    for (const QString &address : delivery.mail) {
        std::optional<QString> member;
        const bool isClaimed = m_parts.database.writeNow([&](Transaction &transaction) {
            member = ScheduleStore(transaction, scope).memberMail(address);
            return member && WorkflowStore(transaction, scope).claimMail(run, position, *member);
        });
        members += member ? 1 : 0;
        if (!isClaimed)
            continue; // left the organisation, had it before the server died, or the run was cancelled
        const Mail letter{*member, parcel.subject, text};
        if (!m_parts.mailer->send([letter] { return std::optional(letter); }))
            throw Problem::of(ProblemCode::Busy, tr("Too much mail waits to be sent."));
        m_parts.database.writeNow(
            [&](Transaction &transaction) { WorkflowStore(transaction, scope).markMail(run, position, *member); });
    }
    if (members == 0)
        throw Problem::of(ProblemCode::Conflict, tr("None of those it is mailed to is a member any more."));
    const auto mails = m_parts.database.readNow(
        [&](Transaction &transaction) { return WorkflowStore(transaction, scope).mails(run, position); });
    said.text = tr("mailed to %1").arg(mails.queued);
    if (mails.claimed > mails.queued)
        said.text +=
            tr("; %1 may not have gone out, as the server stopped while sending").arg(mails.claimed - mails.queued);
}

void WorkflowDelivery::seal(const TenantScope &scope, WorkflowRunId run, Parcel &parcel) const
{
    if (parcel.file)
        parcel.file->sealed =
            m_parts.vault.seal(scope, placeOfWorkflowFile(run, parcel.file->position), parcel.file->sealed);
}

void WorkflowDelivery::storeIn(Transaction &transaction, const TenantScope &scope, const api::WorkflowRun &run,
                               const api::WorkflowStep &step, const Parcel &parcel) const
{
    const Instant now = m_parts.clock.now();
    if (parcel.file)
        WorkflowStore(transaction, scope).insertFile(run.id, *parcel.file, now);
    if (step.delivery && step.delivery->webhook)
        emitWebhookEvent(transaction, scope, webhook_events::workflowDelivered,
                         {{"workflowId", run.workflowId.toString().toStdString()},
                          {"runId", run.id.toString().toStdString()},
                          {"step", step.key.toStdString()},
                          {"rows", qint64(parcel.outcome.rows.size())}},
                         now);
}

} // namespace tabletalk
