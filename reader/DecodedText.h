// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringDecoder>

#include <optional>

class QFile;

namespace tabletalk::reader {

/// The characters of a text file, piece by piece: UTF-8, UTF-16 by its mark, else Windows-1252.
class DecodedText
{
public:
    /// Looks through the whole file once, as only that tells whether it is UTF-8.
    explicit DecodedText(QFile &file);

    /// Empty at the end. Line breaks are all '\n'.
    QString nextPiece();

    /// One line without its break, at most so many characters of it: the rest comes as the next. Nothing at the end.
    std::optional<QString> nextLine(qsizetype most);

private:
    QFile &m_file;
    QStringDecoder m_decoder;
    bool m_windows = false;
    bool m_afterReturn = false; ///< the last piece ended with '\r'
    QString m_kept;             ///< of lines that were not asked for yet
    qsizetype m_at = 0;         ///< what of it was given
    bool m_atEnd = false;
};

/// Bytes as Windows-1252, which Latin-1 is a part of.
QString fromWindows(QByteArrayView bytes);

} // namespace tabletalk::reader
