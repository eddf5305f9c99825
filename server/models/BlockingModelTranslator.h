// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "server/models/ModelCaller.h"

#include <atomic>
#include <map>
#include <mutex>
#include <utility>

namespace tabletalk {

/// A model as translator for programs without a server: the terminal's evaluation. Waits for each
/// answer; thread-safe. Asked the same again, it gives the answer that it has. What the built-in analyst makes of a
/// question comes behind the model's query.
class BlockingModelTranslator final : public ask::Translator
{
public:
    /// onlyUnsure: the model is spared where the analyst is sure.
    BlockingModelTranslator(const ask::Translator &analyst, HttpClient &http, ModelTarget target, bool onlyUnsure);

    std::shared_ptr<const ask::PreparedDatabase>
    prepare(std::shared_ptr<const Understanding> understanding,
            std::shared_ptr<const Vocabulary> vocabulary = nullptr) const override;
    Result<ask::Translation> translate(const ask::Question &question,
                                       const ask::PreparedDatabase &database) const override;

    struct Spent
    {
        qint64 asked = 0;
        qint64 spared = 0;
        qint64 failed = 0; ///< of those asked
        qint64 inputTokens = 0;
        qint64 outputTokens = 0;
    };
    Spent spent() const;

private:
    Result<ask::Translation> asked(const ask::Question &question, const ask::PreparedDatabase &database) const;

    const ask::Translator &m_analyst;
    mutable ModelCaller m_caller;
    ModelTarget m_target;
    bool m_onlyUnsure;
    using Key = std::pair<const ask::PreparedDatabase *, QString>;
    mutable std::mutex m_mutex;
    mutable std::map<Key, Result<ask::Translation>> m_known;
    mutable std::atomic<qint64> m_asked = 0;
    mutable std::atomic<qint64> m_spared = 0;
    mutable std::atomic<qint64> m_failed = 0;
    mutable std::atomic<qint64> m_input = 0;
    mutable std::atomic<qint64> m_output = 0;
};

} // namespace tabletalk
