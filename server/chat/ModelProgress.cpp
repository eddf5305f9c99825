// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ModelProgress.h"

#include "core/api/Codec.h"
#include "core/api/Models.h"
#include "core/base/Clock.h"
#include "core/model/PartialJson.h"
#include "server/events/EventService.h"

namespace tabletalk {

static constexpr qsizetype longestSentence = 300;
static constexpr qsizetype mostKept = 8'000; ///< characters in which the sentence is looked for

ModelProgress::ModelProgress(EventWriter &events, const ModelTarget &target, const Clock &clock)
    : m_events(events)
    , m_host(target.endpoint.base.host())
    , m_model(target.model)
    , m_clock(clock)
    , m_told(clock.now())
{}

void ModelProgress::wrote(const QString &text)
{
    m_characters += text.size();
    if (m_text.size() < mostKept)
        m_text += text.left(mostKept - m_text.size());
    const Instant now = m_clock.now();
    if (m_eventsLeft == 0 || now - m_told < m_interval)
        return;
    m_told = now;
    m_interval += m_interval / 4;
    --m_eventsLeft;
    tell();
}

void ModelProgress::tell()
{
    const QString sentence = model::writtenSoFar(m_text, u"explanation").simplified().left(longestSentence);
    const api::ModelEvent event{QStringLiteral("writing"), m_host, m_model,
                                sentence.isEmpty() ? std::nullopt : std::optional(sentence), m_characters};
    m_events.append("model", api::toJson(event));
}

} // namespace tabletalk
