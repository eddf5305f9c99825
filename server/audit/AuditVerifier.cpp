// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditVerifier.h"

#include <QCoreApplication>

namespace tabletalk {

namespace {

constexpr int linksAtOnce = 500;

QString tr(const char *text)
{
    return QCoreApplication::translate("Audit", text);
}

} // namespace

bool AuditVerifier::broken(qint64 seq, const QString &why)
{
    m_result.intact = false;
    m_result.brokenSeq = seq;
    m_result.brokenWhy = why;
    return false;
}

bool AuditVerifier::step(Transaction &transaction)
{
    AuditStore store(transaction, m_scope);
    if (!m_chain && !begin(store))
        return true;
    const std::vector<StoredAudit> links = store.links(m_last, m_chain->headSeq, linksAtOnce);
    for (const StoredAudit &link : links) {
        if (!check(link))
            return true;
    }
    if (links.size() == linksAtOnce)
        return false;
    finish(store);
    return true;
}

/// False when there is nothing to walk along.
bool AuditVerifier::begin(AuditStore &store)
{
    m_result.olderThanChain = store.unchained().records;
    m_chain = store.chain();
    if (!m_chain) {
        if (!store.links(0, std::numeric_limits<qint64>::max(), 1).empty())
            return broken(1, tr("The end of the chain was removed."));
        if (m_keptHead)
            broken(1, tr("All records were removed: the kept end of the chain has number %1.").arg(m_keptHead->seq));
        return false;
    }
    m_result.headSeq = m_chain->headSeq;
    m_result.headHash = m_chain->headHash;
    m_result.checkpointSeq = m_chain->checkpointSeq;
    m_previous = m_chain->checkpointHash;
    if (m_keptHead && m_keptHead->seq == m_chain->checkpointSeq)
        m_hashAtKeptHead = m_chain->checkpointHash;
    return true;
}

bool AuditVerifier::check(const StoredAudit &link)
{
    const qint64 seq = link.seq.value_or(0);
    const qint64 expected = m_last == 0 ? m_chain->checkpointSeq + 1 : m_last + 1;
    if (seq < expected)
        return broken(seq, tr("A record was put before the beginning of the chain."));
    if (seq > expected)
        return broken(expected, tr("Record %1 was removed.").arg(expected));
    if (auditHash(m_previous, m_scope.tenant(), link) != link.hash)
        return broken(seq, tr("Record %1 was altered, or is not where it was.").arg(seq));
    if (!m_firstAt)
        m_firstAt = link.at;
    if (m_keptHead && m_keptHead->seq == seq)
        m_hashAtKeptHead = link.hash;
    m_previous = link.hash;
    m_last = seq;
    ++m_result.records;
    return true;
}

void AuditVerifier::finish(AuditStore &store)
{
    const qint64 last = m_last == 0 ? m_chain->checkpointSeq : m_last;
    if (last != m_chain->headSeq) {
        broken(last + 1, tr("Records %1 to %2 were cut off at the end.").arg(last + 1).arg(m_chain->headSeq));
        return;
    }
    if (m_previous != m_chain->headHash) {
        broken(last, tr("The last record is not the one that the chain ends with."));
        return;
    }
    if (!store.isGenuine(m_vault, *m_chain)) {
        broken(last, tr("The end of the chain was not written by this server."));
        return;
    }
    const auto unchained = store.unchained();
    if (m_firstAt && unchained.records > 0 && unchained.newest > *m_firstAt) {
        broken(last, tr("There are records outside of the chain."));
        return;
    }
    const auto now = store.chain();
    const bool grew = now && now->headSeq != m_chain->headSeq; // while we walked
    if (!grew && !store.links(m_chain->headSeq, std::numeric_limits<qint64>::max(), 1).empty()) {
        broken(last + 1, tr("A record was put behind the end of the chain."));
        return;
    }
    checkKeptHead();
}

void AuditVerifier::checkKeptHead()
{
    if (!m_keptHead || m_keptHead->seq < m_chain->checkpointSeq)
        return; // its record was deleted when its time was over
    if (m_keptHead->seq > m_chain->headSeq)
        broken(m_chain->headSeq + 1,
               tr("Records were cut off at the end: the kept end of the chain has number %1.").arg(m_keptHead->seq));
    else if (m_hashAtKeptHead != m_keptHead->hash)
        broken(m_keptHead->seq, tr("The chain was written anew: record %1 is not the kept one.").arg(m_keptHead->seq));
}

} // namespace tabletalk
