/** Names that people in one language bear. `languageTag` and `country` go into the directory. */
export interface NameCulture {
  readonly languageTag: string;
  readonly country: string;
  readonly city: string;
  readonly given: readonly Name[];
  readonly family: readonly Name[];
}

/** A name as written, and as it stands in a user name: lower case, without accents and spaces. */
export interface Name {
  readonly written: string;
  readonly ascii: string;
}

/** The cultures from which seeded people come. */
export const NAME_CULTURES: readonly NameCulture[] = [
  culture(
    'en-US',
    'US',
    'Seattle',
    'Olivia Liam Emma Noah Ava Ethan Grace Mason Chloe Lucas Ruby Henry',
    'Smith Johnson Brown O’Neill Davis Miller Wilson Taylor Clark Lewis Hall Young',
  ),
  culture(
    'nl-NL',
    'NL',
    'Utrecht',
    'Sanne Daan Fleur Bram Lotte Sem Anouk Thijs Noor Jurre Zoë Gijs',
    'Jansen,de Vries,van den Berg,Bakker,Visser,Smit,Meijer,de Boer,Mulder,Koç,Dekker,van Dijk',
  ),
  culture(
    'fr-FR',
    'FR',
    'Lyon',
    'Chloé Léo Manon Hugo Inès Théo Zoé Noël Élodie Raphaël Camille François',
    'Lefèvre,Martin,Bernard,Dubois,Béranger,Moreau,Lemaître,Garçon,Fontaine,Gauthier,Perrin,d’Aubigné',
  ),
  culture(
    'de-DE',
    'DE',
    'Köln',
    'Jürgen Anja Björn Käthe Lukas Jörg Heike Sören Ute Felix Bärbel Nils',
    'Müller Schröder Weiß Fischer Krüger Groß Bäcker Vogel Jäger Schäfer Böhm Lindner',
  ),
  culture(
    'es-ES',
    'ES',
    'Sevilla',
    'José Lucía Álvaro Sofía Martín Inés Íñigo Begoña Adrián Núria Óscar Rocío',
    'García Núñez Martínez López Peña Sánchez Muñoz Iglesias Ibáñez Ortega Gómez Vázquez',
  ),
  culture(
    'pl-PL',
    'PL',
    'Kraków',
    'Łukasz Zofia Michał Małgorzata Paweł Agnieszka Grażyna Tomasz Kinga Stanisław Ewa Rafał',
    'Wójcik Kowalczyk Zając Wiśniewska Dąbrowski Łuczak Nowak Piątek Żak Król Górski Sikora',
  ),
  culture(
    'cs-CZ',
    'CZ',
    'Brno',
    'Jiří Tereza Ondřej Eliška Matěj Lucie Tomáš Zdeněk Kateřina Šimon Adéla Vojtěch',
    'Novák Svobodová Dvořák Černá Procházka Kučera Veselý Horáková Němec Říha Beneš Pokorný',
  ),
  culture(
    'sv-SE',
    'SE',
    'Malmö',
    'Åsa Björn Linnéa Göran Elin Håkan Märta Oskar Ebba Sixten Maja Örjan',
    'Ångström Lindqvist Öberg Nilsson Sjöberg Åkesson Bergström Holm Ekdahl Nyström Lund Wallén',
  ),
  culture(
    'pt-BR',
    'BR',
    'São Paulo',
    'João Conceição Antônio Luíza Caio Letícia Vinícius Débora Thaís Mário Cecília Otávio',
    'Gonçalves Araújo Simões Magalhães Brandão Falcão Souza Almeida Guimarães Leão Pires Teixeira',
  ),
  culture(
    'tr-TR',
    'TR',
    'İzmir',
    'Ayşe Çağlar Gül Oğuz Şule Ömer İrem Ufuk Zeynep Barış Ece Yiğit',
    'Yılmaz Şahin Öztürk Çelik Doğan Güneş Kılıç Aydın Koç Işık Aslan Türkoğlu',
  ),
];

/** Where guests come from. */
export const GUEST_DOMAINS: readonly string[] = [
  'fabrikam.example',
  'tailspin.example',
  'wingtip.example',
];

export const DEPARTMENTS: readonly string[] = [
  'Sales',
  'Research',
  'Finance',
  'Operations',
  'People',
  'Legal',
  'Customer Care',
  'Production',
];

export const JOB_TITLES: readonly string[] = [
  'Analyst',
  'Engineer',
  'Team Lead',
  'Specialist',
  'Trainer',
  'Assistant',
  'Manager',
  'Consultant',
];

/** Lower case, accents taken off, only letters and digits kept: what may stand in a user name. */
export function asciiOf(written: string): string {
  return written
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
}

function culture(
  languageTag: string,
  country: string,
  city: string,
  given: string,
  family: string,
): NameCulture {
  return { languageTag, country, city, given: names(given), family: names(family) };
}

/** Names parted by spaces, or by commas where a name holds a space. */
function names(line: string): Name[] {
  return line
    .split(line.includes(',') ? ',' : ' ')
    .map((written) => ({ written, ascii: asciiOf(written) }));
}
