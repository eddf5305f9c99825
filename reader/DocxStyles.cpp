// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/DocxStyles.h"

#include <QXmlStreamReader>

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

static constexpr int deepestHeading = 9;

/// Word keeps the English names of its own styles in every language.
static int levelOfName(const QString &name)
{
    const QString lower = name.toLower().remove(u' ');
    if (lower == u"title")
        return 1;
    if (!lower.startsWith("heading"_L1))
        return 0;
    const int level = QStringView(lower).sliced(7).toInt();
    return level >= 1 && level <= deepestHeading ? level : 0;
}

DocxStyles::DocxStyles(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    QString id;
    while (!reader.atEnd() && !reader.hasError()) {
        const QXmlStreamReader::TokenType token = reader.readNext();
        if (token == QXmlStreamReader::DTD)
            return;
        if (token != QXmlStreamReader::StartElement)
            continue;
        const QString value = reader.attributes().value("w:val"_L1).toString();
        if (reader.name() == u"style")
            id = reader.attributes().value("w:styleId"_L1).toString();
        else if (reader.name() == u"name" && levelOfName(value) > 0)
            m_levels.insert(id, levelOfName(value));
        else if (reader.name() == u"outlineLvl" && value.toInt() < deepestHeading && !m_levels.contains(id))
            m_levels.insert(id, value.toInt() + 1);
    }
}

int DocxStyles::headingLevel(const QString &styleId) const
{
    const auto found = m_levels.constFind(styleId);
    return found == m_levels.constEnd() ? levelOfName(styleId) : *found;
}

} // namespace tabletalk::reader
