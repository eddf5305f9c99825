// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agents/CitedText.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace tabletalk::agents {

CitedText checkedCitations(const QString &text, int there)
{
    static const QRegularExpression citation(u"\\s?\\[(\\d{1,4}(?:\\s*[,;]\\s*\\d{1,4})*)\\](?!\\()"_s);
    static const QRegularExpression between(u"\\s*[,;]\\s*"_s);
    CitedText checked;
    qsizetype from = 0;
    for (auto matches = citation.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        checked.text += text.mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        QString kept;
        for (const QString &number : match.captured(1).split(between)) {
            const int n = number.toInt();
            if (n < 1 || n > there) {
                ++checked.madeUp;
                continue;
            }
            checked.used.insert(n);
            kept += u"[%1]"_s.arg(n);
        }
        if (!kept.isEmpty())
            checked.text += (match.captured().startsWith(u'[') ? QString() : match.captured().left(1)) + kept;
    }
    checked.text += text.mid(from);
    return checked;
}

} // namespace tabletalk::agents
