// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/JobService.h"
#include "server/workflows/StepAsker.h"
#include "server/workflows/WorkflowStore.h"

namespace tabletalk {

class Mailer;
class PlatformDatabase;
class Vault;

/// What deliveries are made of; all outlive them.
struct DeliveryParts
{
    PlatformDatabase &database;
    Vault &vault;
    Mailer *mailer; ///< null: this server sends no mail
    const Clock &clock;
};

/// Hands on what a workflow found. Whatever breaks, each step of a run does so once: an address is claimed before its
/// mail is sent, webhook and file are stored in the transaction that ends the step.
class WorkflowDelivery
{
public:
    explicit WorkflowDelivery(DeliveryParts parts)
        : m_parts(parts)
    {}

    struct Parcel
    {
        QString subject;
        QString text;
        SavedOutcome outcome; ///< rows of the step that it is about; may be empty
        std::optional<WorkflowStore::File> file;
    };
    /// Puts it together, and says in run what goes where. Sends nothing.
    Parcel pack(const api::WorkflowStep &step, const StepSetting &setting, int position, const QString &timeZone,
                api::WorkflowStepRun &run) const;
    /// To each address that was not claimed yet.
    void mail(const TenantScope &scope, WorkflowRunId run, int position, const api::WorkflowStep &step,
              const Parcel &parcel, api::WorkflowStepRun &said) const;
    /// Before storeIn(), and outside of its transaction.
    void seal(const TenantScope &scope, WorkflowRunId run, Parcel &parcel) const;
    /// What is stored with the end of the step.
    void storeIn(Transaction &transaction, const TenantScope &scope, const api::WorkflowRun &run,
                 const api::WorkflowStep &step, const Parcel &parcel) const;

private:
    DeliveryParts m_parts;
};

/// What a file is sealed with.
QByteArray placeOfWorkflowFile(WorkflowRunId run, int position);

} // namespace tabletalk
