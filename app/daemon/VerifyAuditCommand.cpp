// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Commands.h"
#include "app/daemon/OpenedPlatform.h"

#include "server/audit/AuditVerifier.h"
#include "server/audit/AuditedTenants.h"

#include <QFile>
#include <QTextStream>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

namespace {

/// By the short names of organisations. The lines are those that this command prints.
Result<QHash<QString, KeptHead>> keptHeads(const QString &path)
{
    QHash<QString, KeptHead> heads;
    if (path.isEmpty())
        return heads;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return failure(ProblemCode::InvalidRequest, u"%1 cannot be read."_s.arg(path));
    QTextStream lines(&file);
    for (QString line = lines.readLine(); !line.isNull(); line = lines.readLine()) {
        const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
        if (words.size() >= 4 && (words[0] == u"intact" || words[0] == u"BROKEN"))
            heads.insert(words[1], KeptHead{words[2].toLongLong(), words[3]});
    }
    return heads;
}

api::AuditVerification verificationOf(OpenedPlatform &platform, const TenantScope &scope,
                                      const std::optional<KeptHead> &head)
{
    AuditVerifier verifier(*platform.vault, scope, head);
    const auto step = [&](Transaction &transaction) { return verifier.step(transaction); };
    while (!platform.database->readNow(step)) {
    }
    return verifier.result();
}

void print(const AuditedTenant &tenant, const api::AuditVerification &result)
{
    std::printf("%s %s %lld %s  %lld records checked", result.intact ? "intact" : "BROKEN", qPrintable(tenant.slug),
                static_cast<long long>(result.headSeq),
                qPrintable(result.headHash.isEmpty() ? u"-"_s : result.headHash),
                static_cast<long long>(result.records));
    if (result.checkpointSeq > 0)
        std::printf(", %lld deleted by retention", static_cast<long long>(result.checkpointSeq));
    if (result.olderThanChain > 0)
        std::printf(", %lld older than the chain", static_cast<long long>(result.olderThanChain));
    std::printf("\n");
    if (!result.intact)
        std::printf("  at record %lld: %s\n", static_cast<long long>(result.brokenSeq.value_or(0)),
                    qPrintable(result.brokenWhy.value_or(QString())));
}

} // namespace

int verifyAudit(const Settings &settings)
{
    auto heads = keptHeads(settings.value("kept-heads"));
    if (!heads) {
        fail(heads.error());
        return Usage;
    }
    auto platform = OpenedPlatform::openBesideServer(settings);
    if (!platform)
        return fail(platform.error());
    bool intact = true;
    for (const AuditedTenant &tenant : auditedTenants(*(*platform)->database)) {
        const auto head = heads->constFind(tenant.slug);
        const bool known = head != heads->constEnd() && head->seq > 0;
        const auto result =
            verificationOf(**platform, TenantScope::ofOperator(tenant.id), known ? std::optional(*head) : std::nullopt);
        print(tenant, result);
        intact = intact && result.intact;
    }
    return intact ? Ok : Failed;
}

} // namespace tabletalk::daemon
