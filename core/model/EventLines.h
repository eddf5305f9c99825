// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace tabletalk::model {

/// Takes a stream of bytes apart into its messages as they arrive, in pieces of any size.
/// Bounded: a message beyond mostBytes ends it.
class EventLines
{
public:
    enum class Format {
        ServerSentEvents, ///< text/event-stream, HTML Living Standard, 9.2: the data of each event
        JsonLines,        ///< one JSON text a line
    };

    explicit EventLines(Format format)
        : m_format(format)
    {}

    /// The messages that these bytes complete.
    std::vector<QByteArray> feed(QByteArrayView bytes);
    /// What the end of the stream completes.
    std::vector<QByteArray> finish();
    bool overflowed() const { return m_overflowed; }

    static constexpr qsizetype mostBytes = 8 * 1024 * 1024;

private:
    void takeLine(QByteArrayView line, std::vector<QByteArray> &messages);

    Format m_format;
    QByteArray m_line; ///< begun, its end has not come yet
    QByteArray m_data; ///< of the event that is being read
    bool m_hasData = false;
    bool m_afterReturn = false; ///< a line feed now belongs to the line end before
    bool m_overflowed = false;
};

} // namespace tabletalk::model
