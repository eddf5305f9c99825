// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <mutex>
#include <optional>

namespace tabletalk {

class PlatformDatabase;
class Transaction;

/// The domains of organisations that an operator confirmed, in memory: every request asks
/// for its host name, on a thread that must not wait. Thread-safe.
class CustomDomains
{
public:
    /// Short name of the organisation that has the domain.
    std::optional<QString> organizationOf(const QString &domain) const;
    void reload(Transaction &transaction);

private:
    mutable std::mutex m_mutex;
    QHash<QString, QString> m_slugs; ///< by domain
};

} // namespace tabletalk
