// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/EventLines.h"

#include <utility>

namespace tabletalk::model {

void EventLines::takeLine(QByteArrayView line, std::vector<QByteArray> &messages)
{
    if (m_format == Format::JsonLines) {
        const QByteArrayView text = line.trimmed();
        if (!text.isEmpty())
            messages.push_back(text.toByteArray());
        return;
    }
    if (line.isEmpty()) {
        if (std::exchange(m_hasData, false))
            messages.push_back(std::exchange(m_data, {}));
        return;
    }
    if (line.front() == ':')
        return; // a comment, sent to keep the connection open
    const qsizetype colon = line.indexOf(':');
    const QByteArrayView field = colon < 0 ? line : line.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    if (field != "data")
        return;
    if (std::exchange(m_hasData, true))
        m_data += '\n';
    m_data += value;
}

std::vector<QByteArray> EventLines::feed(QByteArrayView bytes)
{
    std::vector<QByteArray> messages;
    qsizetype begin = 0;
    for (qsizetype at = 0; at < bytes.size() && !m_overflowed; ++at) {
        const char byte = bytes[at];
        const bool joined = std::exchange(m_afterReturn, byte == '\r') && byte == '\n';
        if (byte != '\r' && byte != '\n')
            continue;
        if (!joined) {
            m_line += bytes.sliced(begin, at - begin);
            takeLine(m_line, messages);
            m_line.clear();
        }
        begin = at + 1;
    }
    m_line += bytes.sliced(begin);
    m_overflowed = m_overflowed || m_line.size() > mostBytes || m_data.size() > mostBytes;
    return messages;
}

std::vector<QByteArray> EventLines::finish()
{
    std::vector<QByteArray> messages;
    if (!m_line.isEmpty())
        takeLine(std::exchange(m_line, {}), messages);
    if (m_format == Format::ServerSentEvents)
        takeLine({}, messages); // some servers forget the empty line behind the last event
    return messages;
}

} // namespace tabletalk::model
