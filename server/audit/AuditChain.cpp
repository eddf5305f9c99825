// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditChain.h"

#include "core/crypto/Hash.h"

namespace tabletalk {

namespace {

/// Fields one after the other, each with its length before it: no two lists of fields have
/// the same text. An absent field differs from an empty one.
class Canonical
{
public:
    explicit Canonical(const char *version) { add(QString::fromLatin1(version)); }

    void add(const QString &text)
    {
        const QByteArray utf8 = text.toUtf8();
        m_text += QByteArray::number(utf8.size());
        m_text += ':';
        m_text += utf8;
    }
    void add(qint64 number) { add(QString::number(number)); }
    void add(const std::optional<QString> &text)
    {
        if (text)
            add(*text);
        else
            m_text += '-';
    }

    const QByteArray &text() const { return m_text; }

private:
    QByteArray m_text;
};

} // namespace

QString firstAuditHash(const TenantId &tenant)
{
    Canonical text("tabletalk-audit-1");
    text.add(tenant.toString());
    return QString::fromLatin1(crypto::sha256(text.text()).toHex());
}

QString auditHash(const QString &previous, const TenantId &tenant, const StoredAudit &record)
{
    Canonical text("tabletalk-audit-record-1");
    text.add(previous);
    text.add(tenant.toString());
    text.add(record.seq.value_or(0));
    text.add(record.id.toString());
    text.add(record.at.msSinceEpoch);
    text.add(record.user ? std::optional(record.user->toString()) : std::nullopt);
    text.add(record.apiKey);
    text.add(record.action);
    text.add(record.target);
    text.add(record.outcome);
    text.add(record.rule);
    text.add(record.address);
    text.add(record.client);
    text.add(record.sql);
    if (record.operatorEmail) // records of before have no such field, and the same hash as ever
        text.add(*record.operatorEmail);
    return QString::fromLatin1(crypto::sha256(text.text()).toHex());
}

QByteArray signedText(const TenantId &tenant, const AuditChain &chain)
{
    Canonical text("tabletalk-audit-chain-1");
    text.add(tenant.toString());
    text.add(chain.headSeq);
    text.add(chain.headHash);
    text.add(chain.checkpointSeq);
    text.add(chain.checkpointHash);
    text.add(chain.checkpointAt.msSinceEpoch);
    return text.text();
}

} // namespace tabletalk
