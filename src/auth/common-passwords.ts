// The passwords of at least eight characters that lead every published list of leaked ones.

export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `00000000 000000000 0000000000 01234567 0123456789 10203040 11111111 111111111 1111111111 11112222 11223344
   1122334455 12121212 12312312 123123123 1231231234 123321123 12341234 1234512345 12345678 123456780 123456789
   1234567890 12345678910 1234567891 123456987 12345qwert 123654789 123qweasd 1234qwer 147258369 1q2w3e4r 1q2w3e4r5t
   1qaz2wsx 1qazxsw2 20202020 22222222 23232323 31415926 33333333 44444444 55555555 66666666 69696969 77777777
   78945612 789456123 87654321 88888888 98765432 987654321 9876543210 99999999 a1b2c3d4 aa123456 aaaaaaaa abc12345
   abcd1234 abcdefgh admin123 adminadmin administrator alexander anthony1 asdf1234 asdfasdf asdfghjk asdfghjkl
   babygirl babygirl1 barcelona baseball baseball1 basketball batman123 benjamin blink182 bullshit butterfly
   changeme changeme123 charlie1 charlotte chelsea1 chocolate christian computer cocacola corvette danielle darkness
   dearbook december default1 diamond1 dolphins dragon123 einstein elephant elizabeth facebook fender12 firebird
   football football1 forever1 fuckyou1 fuckyou2 garfield giovanni google123 gwerty123 hardcore hello123 hellohello
   helloworld icecream iloveyou iloveyou1 iloveyou2 iloveyou123 internet isabella jennifer jessica1 jonathan jordan23
   killer123 kristina letmein1 letmein123 liverpool liverpool1 login123 lovelove loveyou1 manchester marlboro maverick
   mercedes metallica michael1 michelle midnight minecraft monkey123 mustang1 mylove123 myspace1 naruto123 nicholas
   nintendo passw0rd password password! password1 password12 password123 password1234 passwort patricia pokemon1
   princess princess1 q1w2e3r4 q1w2e3r4t5 qazwsxedc qqqqqqqq qwaszx12 qwer1234 qwert123 qwerty11 qwerty12 qwerty123
   qwerty1234 qwertyui qwertyuiop realmadrid rockstar rockyou1 samantha samsung1 sandra12 scarface secret123
   serenity sexybaby shadow12 slipknot snowball soccer12 softball spiderman starwars starwars1 steelers strawberry
   summer123 sunflower sunshine sunshine1 superman superman1 superstar target123 terminator test1234 testtest
   thunder1 tinkerbell trustno1 unknown1 valentina veronica victoria volleyball welcome1 welcome123 whatever
   william1 wolverine zaq12wsx zaq1zaq1 zxcvbnm1 zxcvbnm123`.split(/\s+/),
);
