// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <mutex>

namespace tabletalk::composition {

/// What links to the server begin with; changes when the server is shared. Thread-safe.
class LinkStart
{
public:
    void set(const QString &url, const QString &fingerprint)
    {
        const std::scoped_lock lock(m_mutex);
        m_url = url;
        m_fingerprint = fingerprint;
    }
    /// Where it listens, for as long as nothing else is set.
    void setOwn(const QString &url)
    {
        const std::scoped_lock lock(m_mutex);
        m_own = url;
    }
    QString url() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_url.isEmpty() ? m_own : m_url;
    }
    QString fingerprint() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_fingerprint;
    }

private:
    mutable std::mutex m_mutex;
    QString m_own;
    QString m_url;
    QString m_fingerprint;
};

} // namespace tabletalk::composition
