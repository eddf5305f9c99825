// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>

namespace tabletalk {

/// Equal texts kept once: names and types of columns repeat thousands of times in a large schema.
class StringPool
{
public:
    QString operator()(const QString &text)
    {
        if (text.isEmpty())
            return text;
        if (const auto known = m_texts.constFind(text); known != m_texts.constEnd())
            return *known;
        return *m_texts.insert(text);
    }

private:
    QSet<QString> m_texts;
};

} // namespace tabletalk
