// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "server/chat/ResultSpool.h"

#include <QHash>

#include <memory>
#include <mutex>
#include <optional>

namespace tabletalk {

/// A result as far as it can be read.
struct ReadableResult
{
    SpooledResult spooled; ///< with its key open
    bool complete = true;
    bool truncated = false;
};

/// The results that arrive in this process, so that their first rows can be read while the
/// rest comes. Thread-safe.
class LiveResults
{
public:
    /// Enters a result for as long as it lives; nothing can be read before publish().
    class Entry
    {
    public:
        Entry(LiveResults &results, TenantId tenant, UserId user, ResultId result, MessageId message);
        ~Entry();
        Entry(const Entry &) = delete;
        Entry &operator=(const Entry &) = delete;

        ResultId id() const { return m_result; }
        void publish(ReadableResult result);

    private:
        LiveResults &m_results;
        const ResultId m_result;
    };

    /// Null when it is not here, or of somebody else.
    std::shared_ptr<const ReadableResult> find(TenantId tenant, UserId user, ResultId result);
    /// To which answer the result belongs.
    std::optional<MessageId> messageOf(TenantId tenant, ResultId result);

private:
    struct Live
    {
        TenantId tenant;
        UserId user;
        MessageId message;
        std::shared_ptr<const ReadableResult> result;
    };
    std::mutex m_mutex;
    QHash<ResultId, Live> m_live;
};

} // namespace tabletalk
