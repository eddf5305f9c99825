// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/DocumentReaders.h"

#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace tabletalk {

QByteArray inUtf8(const FetchedPage &page)
{
    if (page.charset.isEmpty() || page.charset.compare(u"utf-8"_s, Qt::CaseInsensitive) == 0)
        return page.bytes;
    QStringDecoder decode(page.charset.toLatin1().constData());
    if (!decode.isValid())
        return page.bytes;
    const QString text = decode(page.bytes);
    return "\xef\xbb\xbf" + text.toUtf8();
}

} // namespace tabletalk
